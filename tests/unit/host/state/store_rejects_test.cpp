#include "fixtures.hpp"
#include "host/state/commit_writer.hpp"
#include "host/state/schema.hpp"
#include "host/state/store.hpp"

#include <catch2/catch.hpp>

using host::RejectFilter;
using host::RejectRow;

namespace {

RejectRow reject(const char* pipeline, std::uint64_t ordinal, const char* code, const char* field) {
    RejectRow row = test::reject(ordinal);
    row.pipeline = pipeline;
    row.unix_ms = static_cast<std::int64_t>(1000 + ordinal);
    row.why.code = code;
    row.why.field = field;
    return row;
}

struct Fixture {
    test::TemporaryFolder folder;
    host::Store store = test::open_store(folder.state());

    Fixture() {
        auto database = host::open_state(folder.state()).value();
        host::CommitWriter writer{*database};
        host::Commit commit;
        commit.rejects = {
            reject("visits", 0, "bad_json", ""),
            reject("loyalty", 1, "gave_up", ""),
            reject("loyalty", 2, "too_large", "tier"),
            reject("loyalty", 3, "too_large", "name"),
            reject("loyalty", 4, "too_large", "tier"),
            reject("visits", 5, "too_large", "tier"),
        };
        if (!writer.write_rejects(commit)) {
            throw std::runtime_error{"no rejects"};
        }
    }
    std::vector<std::int64_t> ids(const RejectFilter& filter) {
        std::vector<std::int64_t> found;
        const auto rows = store.rejects(filter, 0, 100).value();
        for (const RejectRow& row : rows) {
            found.push_back(row.id);
        }
        return found;
    }
};

}  // namespace

TEST_CASE("rejects are found by pipeline, reason and time") {
    Fixture state;
    const struct {
        RejectFilter filter;
        std::vector<std::int64_t> ids;
    } rows[] = {
        {{}, {1, 2, 3, 4, 5, 6}},
        {{.pipeline = "loyalty", .code = {}, .since_ms = {}, .before_ms = {}}, {2, 3, 4, 5}},
        {{.pipeline = {}, .code = "too_large", .since_ms = {}, .before_ms = {}}, {3, 4, 5, 6}},
        {{.pipeline = "visits", .code = "too_large", .since_ms = {}, .before_ms = {}}, {6}},
        {{.pipeline = {}, .code = {}, .since_ms = 1002, .before_ms = 1004}, {3, 4}},
        {{.pipeline = "nobody", .code = {}, .since_ms = {}, .before_ms = {}}, {}},
        {{.pipeline = "", .code = {}, .since_ms = {}, .before_ms = {}}, {}},
    };
    for (const auto& row : rows) {
        CHECK(state.ids(row.filter) == row.ids);
        CHECK(state.store.count_rejects(row.filter).value() == row.ids.size());
    }
}

TEST_CASE("rejects are grouped by pipeline, reason and field, with their first and last time") {
    Fixture state;
    const auto groups = state.store.reject_groups({}).value();
    REQUIRE(groups.size() == 5);
    CHECK(groups[0].pipeline == "loyalty");
    CHECK(groups[0].code == "gave_up");
    CHECK(groups[2].code == "too_large");
    CHECK(groups[2].field == "tier");
    CHECK(groups[2].count == 2);
    CHECK(groups[2].first_ms == 1002);
    CHECK(groups[2].last_ms == 1004);
    CHECK(groups[4].pipeline == "visits");
    RejectFilter visits;
    visits.pipeline = "visits";
    CHECK(state.store.reject_groups(visits).value().size() == 2);
}

TEST_CASE("all rejects are walked through page by page, in order and each once") {
    Fixture state;
    std::vector<std::int64_t> seen;
    std::int64_t last = 0;
    for (;;) {
        const auto page = state.store.rejects({}, last, 4).value();
        if (page.empty()) {
            break;
        }
        for (const RejectRow& row : page) {
            seen.push_back(row.id);
        }
        last = page.back().id;
    }
    CHECK(seen == std::vector<std::int64_t>{1, 2, 3, 4, 5, 6});
}

TEST_CASE("one reject is found by its number") {
    Fixture state;
    const auto row = state.store.reject(4).value();
    REQUIRE(row);
    CHECK(row->at.ordinal == 3);
    CHECK(row->payload == "{\"id\": 3}");
    CHECK_FALSE(state.store.reject(99).value());
}

TEST_CASE("dropping deletes what matches and nothing else") {
    Fixture state;
    RejectFilter filter;
    filter.pipeline = "loyalty";
    filter.code = "too_large";
    CHECK(state.store.drop_rejects(filter).value() == 3);
    CHECK(state.store.drop_rejects(filter).value() == 0);
    CHECK(state.ids({}) == std::vector<std::int64_t>{1, 2, 6});
}

TEST_CASE("rejects are found by their numbers, and none that came later than one of them") {
    Fixture state;
    RejectFilter some;
    some.ids = std::vector<std::int64_t>{6, 2, 99};
    CHECK(state.ids(some) == std::vector<std::int64_t>{2, 6});
    some.pipeline = "visits";
    CHECK(state.ids(some) == std::vector<std::int64_t>{6});
    RejectFilter none;
    none.ids.emplace();
    CHECK(state.ids(none).empty());
    RejectFilter early;
    early.up_to_id = 3;
    CHECK(state.ids(early) == std::vector<std::int64_t>{1, 2, 3});
    CHECK(state.store.last_reject().value() == 6);
}

TEST_CASE("a drop takes none that came after it was decided") {
    Fixture state;
    RejectFilter decided;
    decided.up_to_id = state.store.last_reject().value();
    auto database = host::open_state(state.folder.state()).value();
    host::CommitWriter writer{*database};
    host::Commit later;
    later.rejects = {reject("loyalty", 9, "gave_up", "")};
    REQUIRE(writer.write_rejects(later));
    CHECK(state.store.drop_rejects(decided).value() == 6);
    CHECK(state.ids({}) == std::vector<std::int64_t>{7});
}
