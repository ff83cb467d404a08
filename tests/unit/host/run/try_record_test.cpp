#include "host/config/issues.hpp"
#include "host/run/preflight.hpp"
#include "host/run/try_record.hpp"
#include "tests/support/temp_folder.hpp"

#include <sluice/text.hpp>

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>

namespace {

// A pipeline of the plugin obedient over these records.
struct Bench {
    explicit Bench(std::string_view records, const std::string& more = {}) {
        folder.write("in.ndjson", records);
        const std::string file =
            "destinations:\n  ob:\n    plugin: obedient\n    config: {}\npipelines:\n  one:\n"
            "    source: { file: { path: in.ndjson } }\n    destination: ob\n    action: put\n"
            "    mapping: { user: id, wish: w }\n" +
            more;
        plan = host::make_plan(
            {folder.write("p.yaml", file)},
            {std::filesystem::path{OBEDIENT_PLUGIN}.parent_path().string()}
        );
        REQUIRE(!host::has_errors(plan->issues));
    }
    host::PipelinePlan& pipeline() { return plan->pipelines.front(); }

    tests::TempFolder folder;
    std::unique_ptr<host::Plan> plan;
};

host::TrySubject key(const std::string& key) {
    return {.key = key, .line = std::nullopt};
}

host::TrySubject line(std::uint64_t line) {
    return {.key = std::nullopt, .line = line};
}

std::string slot(const host::TryRecord& found, std::size_t index) {
    return std::string{sluice::to_view(found.update->values()[index])};
}

constexpr const char* three = R"({"id":"a","w":"one"}
{"id":"b","w":"two"}
{"id":"a","w":"three"}
)";

}  // namespace

TEST_CASE("a user's last record is found, by the value that the mapping gives") {
    Bench bench{three};
    const auto found = host::find_record(bench.pipeline(), key("a"));
    REQUIRE(found);
    CHECK(found->line == 3);
    CHECK(found->matches == 2);
    CHECK(found->payload == R"({"id":"a","w":"three"})");
    CHECK(slot(*found, 1) == "three");
    CHECK(!found->is_filtered);
}

TEST_CASE("a line is found whoever it is of, and one that cannot be read with the reason") {
    Bench bench{"{\"id\":\"a\",\"w\":\"one\"}\n{bad\n"};
    const auto first = host::find_record(bench.pipeline(), line(1));
    REQUIRE(first);
    CHECK(slot(*first, 0) == "a");
    const auto bad = host::find_record(bench.pipeline(), line(2));
    REQUIRE(bad);
    REQUIRE(bad->why);
    CHECK(bad->why->code == "bad_json");
    CHECK(!bad->update);
}

TEST_CASE("who is not there is said to be looked for by his identifier, in so many records") {
    Bench bench{three};
    const auto nobody = host::find_record(bench.pipeline(), key("one"));
    REQUIRE(!nobody);
    CHECK_THAT(nobody.error().text, Catch::Contains("user is 'one' after mapping"));
    CHECK_THAT(nobody.error().text, Catch::Contains("3 records"));
    CHECK(!host::find_record(bench.pipeline(), line(9)));
}

TEST_CASE("a record that where does not let pass is found, and said to be filtered") {
    Bench bench{three, "    where: { path: w, not_equals: two }\n"};
    const auto found = host::find_record(bench.pipeline(), key("b"));
    REQUIRE(found);
    CHECK(found->is_filtered);
}

TEST_CASE("a preflight takes the first distinct users that where and the mapping let pass") {
    Bench bench{three, "    where: { path: w, not_equals: two }\n"};
    const auto users = host::first_users(bench.pipeline(), {}, 10);
    REQUIRE(users.size() == 1);
    CHECK(sluice::to_view(users[0]->values()[1]) == "one");
    Bench all{three};
    CHECK(host::first_users(all.pipeline(), {}, 10).size() == 2);
    CHECK(host::first_users(all.pipeline(), {}, 1).size() == 1);
    host::Location second;
    second.ordinal = 1;
    second.line = 2;
    second.end = 21;
    const auto rest = host::first_users(all.pipeline(), second, 10);
    REQUIRE(rest.size() == 2);
    CHECK(sluice::to_view(rest[0]->values()[0]) == "b");
}
