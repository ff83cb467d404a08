#include "host/delivery/rejection_of.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

using host::Rejection;
using host::rejection_of;
using sluice::Outcome;
using sluice::Reason;
using sluice::Verdict;

namespace {

Outcome outcome(Reason reason, std::string code = "", std::string message = "") {
    Outcome made;
    made.verdict = Verdict::rejected;
    made.reason = reason;
    made.code = std::move(code);
    made.message = std::move(message);
    return made;
}

}  // namespace

TEST_CASE("the plugin's code and sentence are kept") {
    Outcome refused = outcome(Reason::too_large, "body_limit", "60,000 bytes at most");
    refused.vendor_code = 413;
    refused.maybe_delivered = true;
    const Rejection why = rejection_of(refused, {});
    CHECK(why.code == "body_limit");
    CHECK(why.message == "60,000 bytes at most");
    CHECK(why.field.empty());
    CHECK(why.vendor_code == 413);
    CHECK(why.maybe_delivered);
}

TEST_CASE("a verdict without a code is named by its reason") {
    CHECK(host::code_of(outcome(Reason::too_large)) == "too_large");
    CHECK(host::code_of(outcome(Reason::none)) == "no_reason");
    CHECK(host::code_of(outcome(static_cast<Reason>(77))) == "unknown");
}

TEST_CASE("a verdict without a sentence still says something") {
    Outcome silent = outcome(Reason::server);
    silent.vendor_code = 500;
    CHECK(host::text_of(silent) == "server: the destination gave no sentence (its code 500)");
    CHECK(host::text_of(outcome(Reason::server)) == "server: the destination gave no sentence");
}

TEST_CASE("every reason has a name of its own") {
    std::vector<std::string> names;
    for (std::uint32_t reason = 0; reason <= SLUICE_WHY_INTERNAL; ++reason) {
        names.emplace_back(host::reason_name(static_cast<Reason>(reason)));
        CHECK(names.back() != "unknown");
    }
    std::sort(names.begin(), names.end());
    CHECK(std::unique(names.begin(), names.end()) == names.end());
}

TEST_CASE("the field at fault is named, whatever number the plugin gives") {
    struct Row {
        std::int32_t field;
        const char* member;
        const char* name;
    };
    const std::vector<std::string> fields{"ecid", "profile.*", "customer"};
    const Row rows[] = {
        {0, "", "ecid"},
        {1, "", "profile.*"},
        {1, "tier", "profile.tier"},
        {2, "id", "customer.id"},
        {-1, "", ""},
        {-1, "tier", "tier"},
        {3, "", ""},
        {INT32_MAX, "", ""},
        {INT32_MIN, "", ""},
    };
    for (const Row& row : rows) {
        CAPTURE(row.field, row.member);
        Outcome refused = outcome(Reason::invalid_field);
        refused.field = row.field;
        refused.member = row.member;
        CHECK(rejection_of(refused, fields).field == row.name);
    }
}

TEST_CASE("giving up tells how often it was tried and what came last") {
    Outcome last = outcome(Reason::server, "", "HTTP 500 from acme");
    last.vendor_code = 500;
    const Rejection why = host::gave_up(7, std::chrono::seconds{3600}, &last);
    CHECK(why.code == "gave_up");
    CHECK(why.vendor_code == 500);
    CHECK(why.message.find("7 attempts") != std::string::npos);
    CHECK(why.message.find("3600 s") != std::string::npos);
    CHECK(why.message.find("server: HTTP 500 from acme") != std::string::npos);
    CHECK(
        host::gave_up(1, std::chrono::seconds{1}, nullptr).message.find("1 attempt:") !=
        std::string::npos
    );
}

TEST_CASE("an unknown outcome names the setting that kept it from being sent twice") {
    const Rejection why = host::unknown_outcome(outcome(Reason::timeout, "", "no reply in 30 s"));
    CHECK(why.code == "unknown_outcome");
    CHECK(why.message.find("on_unknown: reject") != std::string::npos);
    CHECK(why.message.find("timeout: no reply in 30 s") != std::string::npos);
}
