// Records as a host hands them over, which own what they point to, for unit tests of plugins.
#pragma once

#include "tests/support/test_host.hpp"

#include <sluice/record.hpp>
#include <sluice/text.hpp>

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

namespace test {

class Records {
public:
    // The values' texts must outlive this object. The token is the record's number, from 0.
    const sluice_record&
    add(std::vector<sluice_value> values,
        std::uint32_t attempt = 1,
        std::uint32_t op = SLUICE_OP_UPSERT) {
        values_.push_back(std::move(values));
        ids_.push_back("record-" + std::to_string(records_.size()));
        records_.push_back(
            {.token = records_.size(),
             .values = values_.back().data(),
             .n_values = static_cast<std::uint32_t>(values_.back().size()),
             .op = op,
             .id = sluice::to_str(ids_.back()),
             .attempt = attempt,
             .flags = 0,
             .reserved0 = 0}
        );
        return records_.back();
    }

    sluice::Record
    take(TestHost& host, std::vector<sluice_value> values, std::uint32_t attempt = 1) {
        return sluice::Record{host.host(), add(std::move(values), attempt)};
    }

    // Those from `first` on, side by side.
    std::vector<sluice_record> from(std::size_t first) const {
        return {records_.begin() + static_cast<std::ptrdiff_t>(first), records_.end()};
    }
    std::size_t size() const { return records_.size(); }

private:
    std::deque<std::vector<sluice_value>> values_;
    std::deque<std::string> ids_;
    std::deque<sluice_record> records_;
};

}  // namespace test
