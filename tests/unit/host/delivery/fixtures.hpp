// What the tests of host/delivery are made of: records, verdicts, and a Delivery with its account
// and clock.
#pragma once

#include "host/delivery/delivery.hpp"

#include <sluice/outcome.hpp>
#include <sluice/text.hpp>

#include <chrono>
#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace host::test {

inline sluice::Outcome
verdict(sluice::Verdict verdict, std::string code = "", std::string message = "") {
    sluice::Outcome outcome;
    outcome.verdict = verdict;
    outcome.code = std::move(code);
    outcome.message = std::move(message);
    return outcome;
}

inline sluice::Outcome delivered() {
    return verdict(sluice::Verdict::delivered);
}

inline sluice::Outcome rejected(std::string code = "invalid") {
    return verdict(sluice::Verdict::rejected, std::move(code), "the reason");
}

// It speaks of the record alone.
inline sluice::Outcome retry() {
    return verdict(sluice::Verdict::retry, "server", "HTTP 500");
}

inline sluice::Outcome unreachable() {
    sluice::Outcome outcome = verdict(sluice::Verdict::retry, "unreachable", "connection refused");
    outcome.reason = sluice::Reason::network;
    return outcome;
}

inline sluice::Outcome broken() {
    sluice::Outcome outcome = verdict(sluice::Verdict::retry, "server_error", "HTTP 500");
    outcome.reason = sluice::Reason::server;
    return outcome;
}

inline sluice::Outcome no_answer() {
    sluice::Outcome outcome = verdict(sluice::Verdict::retry, "timeout", "no reply");
    outcome.maybe_delivered = true;
    return outcome;
}

inline sluice::Outcome busy(std::chrono::milliseconds retry_after = std::chrono::milliseconds{0}) {
    sluice::Outcome outcome = verdict(sluice::Verdict::retry, "rate_limited", "HTTP 429");
    outcome.whole_destination = true;
    outcome.retry_after = retry_after;
    return outcome;
}

inline sluice::Outcome auth_failed() {
    return verdict(sluice::Verdict::auth_failed, "unauthorized", "HTTP 401");
}

inline sluice::Outcome cancelled() {
    return verdict(sluice::Verdict::cancelled);
}

// Defaults that keep the arithmetic of a test short: much credit, no guard.
inline DeliveryStart start() {
    DeliveryStart start;
    start.plugin.max_in_flight = 64;
    start.plugin.max_batch_records = 16;
    start.plugin.max_life = std::chrono::hours{1};
    start.settings.guard_first = 0;
    start.settings.guard_in_row = 0;
    start.id_prefix = "p";
    start.seed = 1;
    return start;
}

struct Desk {
    explicit Desk(DeliveryStart start = test::start(), QuotaLimit quota = {})
        : own{std::make_unique<Account>(quota)}, account{*own}, delivery{
                                                                    account, std::move(start)} {}
    Desk(Account& shared, DeliveryStart start)
        : account{shared}, delivery{account, std::move(start)} {}

    std::unique_ptr<Account> own;
    Account& account;
    Delivery delivery;
    Moment now{std::chrono::seconds{1000}, UnixTime{1'700'000'000'000}};
    std::uint64_t read = 0;

    void pass(Time duration) {
        now.time += duration;
        now.unix += std::chrono::duration_cast<UnixTime>(duration);
    }

    // The next record of the source.
    std::unique_ptr<Record> record() {
        std::unique_ptr<Record> record = delivery.take_record();
        record->at = {.ordinal = read, .line = read + 1, .end = (read + 1) * 10};
        record->payload = record->arena.copy("line " + std::to_string(read));
        ++read;
        return record;
    }

    // One update for each user, all of one record.
    void admit(std::initializer_list<UserKey> users) {
        std::unique_ptr<Record> made = record();
        const auto slots = made->arena.make<Slots>(users.size());
        std::size_t at = 0;
        for (const UserKey user : users) {
            slots[at++].keys = {user, 0};
        }
        made->updates = slots;
        delivery.admit(std::move(made));
    }

    // So many records of different users.
    void admit_many(std::uint64_t count) {
        for (std::uint64_t i = 0; i < count; ++i) {
            admit({1'000'000 + read});
        }
    }

    // The tokens of everything that may go now.
    std::vector<std::uint64_t> send() {
        std::vector<std::uint64_t> tokens;
        for (auto batch = delivery.next_batch(now); !batch.empty();
             batch = delivery.next_batch(now)) {
            for (const sluice_record& record : batch) {
                tokens.push_back(record.token);
            }
        }
        return tokens;
    }

    std::uint64_t send_one() {
        const std::vector<std::uint64_t> tokens = send();
        return tokens.size() == 1 ? tokens[0] : 0;
    }

    Became::Fate answer(std::uint64_t token, const sluice::Outcome& outcome) {
        return delivery.on_result(token, outcome, now).fate;
    }
};

}  // namespace host::test
