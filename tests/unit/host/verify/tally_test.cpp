#include "host/verify/tally.hpp"
#include "host/verify/words.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace {

using sluice::AttributeState;
using sluice::Known;

const std::vector<std::string> fields{"mbox3rdPartyId", "profile.tier", "profile.*"};

sluice::Answer known_with(std::vector<sluice::Attribute> attributes) {
    sluice::Answer answer;
    answer.known = Known::yes;
    answer.attributes = std::move(attributes);
    return answer;
}

sluice::Answer said(Known known) {
    sluice::Answer answer;
    answer.known = known;
    return answer;
}

host::VerifyCounts preflight_of(int known, int unknown, int untold) {
    host::VerifyCounts counts;
    for (int i = 0; i < known; ++i) {
        count_preflight(counts, said(Known::yes));
    }
    for (int i = 0; i < unknown; ++i) {
        count_preflight(counts, said(Known::no));
    }
    for (int i = 0; i < untold; ++i) {
        count_preflight(counts, said(Known::untold));
    }
    return counts;
}

}  // namespace

TEST_CASE("an answer about a known user counts its attributes, by name where they are not as sent"
) {
    host::VerifyCounts counts;
    const sluice::Attribute tier{1, "", AttributeState::overwritten, ""};
    const sluice::Attribute city{2, "city", AttributeState::absent, ""};
    const sluice::Attribute points{2, "points", AttributeState::same, ""};
    const sluice::Attribute audience{-1, "vip", AttributeState::absent, ""};
    count_sample(counts, known_with({tier, city, points, audience}), fields);
    count_sample(counts, known_with({tier}), fields);

    CHECK(counts.sample == host::MatchCounts{2, 0, 0});
    CHECK(counts.attributes == host::AttributeCounts{1, 2, 2});
    CHECK(counts.by_attribute.at("profile.tier") == host::AttributeCounts{0, 2, 0});
    CHECK(counts.by_attribute.at("profile.city") == host::AttributeCounts{0, 0, 1});
    CHECK(counts.by_attribute.at("vip") == host::AttributeCounts{0, 0, 1});
    CHECK(!counts.by_attribute.contains("profile.points"));
}

TEST_CASE("attributes of a user that is not known are nobody's, and who is not told is kept apart"
) {
    host::VerifyCounts counts;
    sluice::Answer unknown = known_with({{1, "", AttributeState::absent, ""}});
    unknown.known = Known::no;
    sluice::Answer failed = said(Known::untold);
    failed.code = "unreachable";
    failed.message = "nobody answers";
    count_sample(counts, unknown, fields);
    count_sample(counts, failed, fields);

    CHECK(counts.sample == host::MatchCounts{0, 1, 1});
    CHECK(counts.sample.rate() == 0);
    CHECK(counts.attributes == host::AttributeCounts{});
    CHECK(counts.last_untold == "unreachable: nobody answers");
}

TEST_CASE("a slot that does not exist names nothing but what the answer says") {
    host::VerifyCounts counts;
    count_sample(counts, known_with({{99, "x", AttributeState::absent, ""}}), fields);
    CHECK(counts.by_attribute.contains("x"));
}

TEST_CASE("records cannot make the list of names grow without end") {
    host::VerifyCounts counts;
    for (int i = 0; i < 1000; ++i) {
        const sluice::Attribute other{2, "n" + std::to_string(i), AttributeState::absent, ""};
        count_sample(counts, known_with({other}), fields);
    }
    CHECK(counts.attributes.absent == 1000);
    CHECK(counts.by_attribute.size() <= 257);
    CHECK(counts.by_attribute.at("(others)").absent == 744);
}

TEST_CASE("a run begins if enough are known of those that were told about") {
    struct Row {
        int known;
        int unknown;
        int untold;
        double min_match;
        bool may_begin;
        bool is_unanswered;
    };
    for (const Row& row : {
             Row{10, 190, 0, 0.05, true, false},
             Row{9, 191, 0, 0.05, false, false},
             Row{0, 200, 0, 0, true, false},
             Row{200, 0, 0, 1, true, false},
             Row{199, 1, 0, 1, false, false},
             Row{0, 0, 0, 0.05, true, false},  // a source without a user
             Row{100, 0, 100, 0.05, true, false},
             Row{99, 0, 101, 0.05, false, true},  // too few answers to judge by
             Row{0, 0, 200, 0, false, true},
         }) {
        const auto counts = preflight_of(row.known, row.unknown, row.untold);
        const auto fault = preflight_fault(counts, row.min_match);
        CAPTURE(row.known, row.unknown, row.untold, row.min_match);
        CHECK(!fault == row.may_begin);
        CHECK((fault && fault->is_unanswered) == row.is_unanswered);
    }
    const auto few = preflight_fault(preflight_of(9, 191, 0), 0.05);
    REQUIRE(few);
    CHECK(
        few->text == "200 users asked: 9 known (4.5 %), 191 not known; expected at least 5 % "
                     "(verify.min_match)"
    );
}

TEST_CASE("the summary says who is known, what arrived, and what is not as sent") {
    CHECK(host::verify_words({}).empty());
    host::VerifyCounts counts = preflight_of(190, 10, 0);
    counts.sample = {50, 1, 1};
    counts.attributes = {148, 1, 2};
    counts.by_attribute["profile.tier"] = {0, 1, 0};
    counts.by_attribute["profile.city"] = {0, 1, 1};
    counts.early = 3;
    counts.last_untold = "timeout: no answer";
    const std::vector<std::string> lines = host::verify_words(counts);
    CHECK(
        lines ==
        std::vector<std::string>{
            "verify, before the run: 200 users asked: 190 known (95 %), 10 not known",
            "verify, of the delivered: 52 updates asked about again: users 50 known "
            "(98.04 %), 1 not known, 1 not told",
            "verify, attributes: 148 same, 1 overwritten, 2 absent",
            "verify, not as sent: profile.city (1 overwritten, 1 absent), profile.tier (1 "
            "overwritten)",
            "verify: 3 asked before the delay was over",
            "verify, not told, the last: timeout: no answer"}
    );
}
