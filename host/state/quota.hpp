// The rolling quota of an account: who may use how much, and when more is free. Used by this room
// alone, on the thread of its connection.
#pragma once

#include "host/state/commit.hpp"
#include "host/state/database.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace host {

// Units that were reserved to be used before that moment. They count while used_before_ms + window
// > now: whatever the moment of use, no window holds more than the limit, and less is granted than
// could be only for the last two bucket widths.
struct QuotaBucket {
    std::int64_t used_before_ms = 0;
    std::uint64_t count = 0;
};

// A bucket's width: window / 1440, so a minute for a day, and at least 1 s, at most 1 min.
std::chrono::milliseconds bucket_width(std::chrono::milliseconds window);

// Pure: what is granted, given all buckets of the account in ascending order. A clock that was set
// back is the caller's matter.
Grant decide(const Reservation& wish, std::span<const QuotaBucket> buckets);

class QuotaTable {
public:
    explicit QuotaTable(Database& database);

    // Inside a transaction that began IMMEDIATE, so that no other process can reserve in between.
    // None: the database failed.
    std::optional<Grant> reserve(const Reservation& wish);
    bool give_back(std::string_view account, std::int64_t used_before_ms, std::uint64_t count);

    std::optional<std::uint64_t>
    used(std::string_view account, std::chrono::milliseconds window, std::int64_t now_ms);

private:
    bool read(std::string_view account);
    bool pull_back(const Reservation& wish);
    bool book(const Reservation& wish, const Grant& grant);

    std::vector<QuotaBucket> buckets_;  // of the account at hand
    Statement select_;
    Statement add_;
    Statement take_;
    Statement forget_;
    Statement pull_;
    Statement drop_ahead_;
};

}  // namespace host
