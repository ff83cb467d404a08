// What a reply to a batch says record by record. Called by the destination; pure, any thread.
//
//     {"results": [{"status": 200}, {"status": 409}]}        by order
//     {"results": [{"index": 1, "status": 409}]}             by index
//     {"errors":  [{"index": 1, "status": 409}]}             the same, for those who only list
//     failures
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace webhook {

struct RecordStatus {
    std::size_t index = 0;  // in the request's order, from 0
    int status = 0;         // as an HTTP status
};

// Those that the reply tells, each index at most once and below `count`; empty if it has no such
// form. A list by order counts only if it has `count` entries.
std::vector<RecordStatus> record_statuses(std::string_view body, std::size_t count);

}  // namespace webhook
