// A Delivery that coalesces, at a Desk: what its tests by case and by random schedule share.
#pragma once

#include "tests/unit/host/delivery/fixtures.hpp"

#include <catch2/catch.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace host::test {

inline DeliveryStart coalescing(Coalesce how) {
    DeliveryStart of = start();
    of.settings.coalesce = how;
    of.plugin.is_idempotent = true;
    of.plugin.fields = {"id", "n", "profile.*"};
    of.plugin.key_slots = {0};
    return of;
}

inline sluice_value slot(Record& record, std::uint32_t type, std::string_view text) {
    sluice_value value{};
    value.type = text.empty() ? std::uint32_t{SLUICE_T_ABSENT} : type;
    value.len = static_cast<std::uint32_t>(text.size());
    value.u.s = record.arena.copy(text).data();
    return value;
}

// The next record: one update of the user; "" is a field that it does not have.
inline void admit(Desk& desk, UserKey user, std::string_view n, std::string_view profile = "") {
    std::unique_ptr<Record> record = desk.record();
    const auto values = record->arena.make<sluice_value>(3);
    values[0] = slot(*record, SLUICE_T_STR, std::to_string(user));
    values[1] = slot(*record, SLUICE_T_STR, n);
    values[2] = slot(*record, SLUICE_T_JSON, profile);
    const auto slots = record->arena.make<Slots>(1);
    slots[0] = {.values = values, .keys = {user, 0}};
    record->updates = slots;
    desk.delivery.admit(std::move(record));
}

struct Sent {
    std::uint64_t token = 0;
    std::string id;
    std::string user;
    std::string n;
    std::string profile;
    std::uint32_t attempt = 0;
};

inline std::string text_of(const sluice_value& value) {
    return {value.type == SLUICE_T_ABSENT ? "" : value.u.s, value.len};
}

inline std::vector<Sent> send(Desk& desk) {
    std::vector<Sent> sent;
    for (auto batch = desk.delivery.next_batch(desk.now); !batch.empty();
         batch = desk.delivery.next_batch(desk.now)) {
        for (const sluice_record& record : batch) {
            sent.push_back(
                {record.token,
                 std::string{sluice::to_view(record.id)},
                 text_of(record.values[0]),
                 text_of(record.values[1]),
                 text_of(record.values[2]),
                 record.attempt}
            );
        }
    }
    return sent;
}

inline Sent send_one(Desk& desk) {
    std::vector<Sent> sent = send(desk);
    REQUIRE(sent.size() == 1);
    return sent.front();
}

}  // namespace host::test
