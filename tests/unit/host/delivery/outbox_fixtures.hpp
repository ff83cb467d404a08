// An outbox with updates to send. For its tests.
#pragma once

#include "host/delivery/outbox.hpp"

#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

namespace test {

using namespace std::chrono_literals;
using host::Account;
using host::Moment;
using host::Outbox;
using host::OutboxLimits;
using host::QuotaLimit;
using host::Slots;
using host::UnixTime;
using host::Update;

inline constexpr OutboxLimits limits{
    .max_in_flight = 10, .max_batch_records = 4, .max_batch_bytes = 0, .after_refusal = {1s, 60s}};

struct Post {
    explicit Post(OutboxLimits of = limits, QuotaLimit quota = {}, const host::RateLimit& rate = {})
        : account{quota, rate}, outbox{account, of, 77} {}

    Account account;
    std::array<sluice_value, 1> values{sluice_value{SLUICE_T_STR, 100, {.s = nullptr}}};
    Slots slots{.values = values};
    Outbox outbox;
    Moment now{1000s, UnixTime{1'700'000'000'000}};

    Update& post(host::UserKey key = 0) {
        Update& update = outbox.make();
        update.slots = &slots;
        update.keys = {key, 0};
        outbox.join_lanes(update);
        return update;
    }
    void post_many(int count) {
        for (int i = 0; i < count; ++i) {
            post();
        }
    }
    std::size_t batch_size() { return outbox.next_batch(now).size(); }
};

inline std::vector<std::uint64_t> tokens_of(std::span<const sluice_record> batch) {
    std::vector<std::uint64_t> tokens;
    for (const sluice_record& record : batch) {
        tokens.push_back(record.token);
    }
    return tokens;
}

}  // namespace test
