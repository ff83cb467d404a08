// An update's slots, copied to outlive its record: what a question is asked with. Made by a Sampler
// and by run; host thread.
#pragma once

#include <sluice/destination.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace host {

class KeptUpdate {
public:
    KeptUpdate(std::span<const sluice_value> values, std::uint32_t op, std::string_view id);
    KeptUpdate(const KeptUpdate&) = delete;
    KeptUpdate& operator=(const KeptUpdate&) = delete;

    // As the wall wants it; valid as long as this is.
    sluice_record record(std::uint64_t token) const;
    std::span<const sluice_value> values() const { return values_; }
    std::uint32_t op() const { return op_; }
    std::size_t bytes() const;  // what it holds from the heap

private:
    std::vector<sluice_value> values_;
    std::string texts_;  // of the values, and the id behind them
    std::size_t id_at_;
    std::uint32_t op_;
};

}  // namespace host
