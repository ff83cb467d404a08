#include "host/config/issues.hpp"
#include "host/run/plan.hpp"
#include "tests/support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace {

const std::vector<std::string> plugins{
    std::filesystem::path{OBEDIENT_PLUGIN}.parent_path().string()};

std::string file_with(const std::string& config, const std::string& pipeline) {
    return "destinations:\n  ob:\n    plugin: obedient\n    config: " + config +
           "\npipelines:\n  one:\n    source: { file: { path: in.ndjson } }\n    destination: ob\n"
           "    action: put\n" +
           pipeline;
}

std::unique_ptr<host::Plan> plan_of(const tests::TempFolder& folder, const std::string& text) {
    return host::make_plan({folder.write("p.yaml", text)}, plugins);
}

}  // namespace

TEST_CASE("a good file becomes a pipeline with its plugin, action and mapping") {
    const tests::TempFolder folder;
    const auto plan =
        plan_of(folder, file_with("{ name: acme }", "    mapping: { user: id, wish: w }\n"));
    REQUIRE(plan->issues.empty());
    REQUIRE(plan->pipelines.size() == 1);
    const host::PipelinePlan& pipeline = plan->pipelines.front();
    CHECK(pipeline.action.id == "put");
    CHECK(pipeline.spec().fields.size() == 2);
    CHECK(pipeline.spec().config_json == R"({"name":"acme"})");
}

TEST_CASE("pipelines to the same account have the same account name, to another another") {
    const tests::TempFolder folder;
    const std::string mapping = "    mapping: { user: id }\n";
    const auto acme = plan_of(folder, file_with("{ name: acme }", mapping));
    const auto other = plan_of(folder, file_with("{ name: other }", mapping));
    const auto again = plan_of(folder, file_with("{ name: acme }", mapping));
    CHECK(acme->pipelines.front().account() == again->pipelines.front().account());
    CHECK(acme->pipelines.front().account() != other->pipelines.front().account());
}

TEST_CASE("a missing field is said at the mapping, and once, though the plugin asks for it too") {
    const tests::TempFolder folder;
    const auto plan = plan_of(folder, file_with("{}", "    mapping: { wish: w }\n"));
    REQUIRE(host::has_errors(plan->issues));
    CHECK(plan->issues.front().at.line == 10);
    CHECK(plan->issues.size() == 1);
}

TEST_CASE("errors of every kind come together, each at its place") {
    const tests::TempFolder folder;
    const auto plan = plan_of(
        folder, file_with("{ nmae: acme }", "    mapping: { user: 'a..b', wsh: w }\n    wher: {}\n")
    );
    std::string all;
    for (const host::Issue& issue : plan->issues) {
        all += host::to_text(issue) + '\n';
    }
    INFO(all);
    CHECK_THAT(all, Catch::Contains("p.yaml:4:15") && Catch::Contains("nmae"));
    CHECK_THAT(all, Catch::Contains("p.yaml:10:16"));
    CHECK_THAT(all, Catch::Contains("wsh"));
    CHECK_THAT(all, Catch::Contains("wher"));
}

TEST_CASE("warnings of columns and secrets leave a pipeline fit to run") {
    const tests::TempFolder folder;
    folder.write("in.csv", "id,wish\n");
    folder.write("key", "abc\n");
    std::string text =
        file_with("{ name: acme, key: { file: key } }", "    mapping: { user: idd }\n");
    text.replace(text.find("in.ndjson"), 9, "in.csv");
    const auto plan = plan_of(folder, text);
    REQUIRE(plan->issues.size() == 2);
    CHECK_FALSE(host::has_errors(plan->issues));
    CHECK_THAT(
        host::to_text(plan->issues[0]), Catch::Contains("p.yaml:4:") && Catch::Contains("key")
    );
    CHECK_THAT(host::to_text(plan->issues[1]), Catch::Contains("did you mean 'id'?"));
    CHECK(plan->pipelines.size() == 1);
}

TEST_CASE("a plugin that cannot be found is an error at the destination, with the folders") {
    const tests::TempFolder folder;
    const std::string file = folder.write("p.yaml", file_with("{}", "    mapping: { user: id }\n"));
    const auto plan = host::make_plan({file}, {"/nowhere"});
    REQUIRE(host::has_errors(plan->issues));
    CHECK_THAT(host::to_text(plan->issues.front()), Catch::Contains("/nowhere"));
}
