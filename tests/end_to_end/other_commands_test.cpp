// What operators ask beside run and check: list, schema, plugin, --help, and which plugins are
// taken.
#include "tests/end_to_end/scene.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <filesystem>

namespace {

using end_to_end::plugin_folder;
using end_to_end::said;
using end_to_end::Scene;
using support::profile_line;

}  // namespace

TEST_CASE("list shows the destinations and the pipelines of a file") {
    Scene scene;
    support::FileText file;
    file.pipelines.push_back(support::stream_pipeline());
    const auto listed = scene.sluice({"list", scene.pipelines(file)});
    INFO(said(listed));
    CHECK(listed.exit == 0);
    for (const char* word :
         {"target",
          "adobe_target",
          "identifiers",
          "send_identifiers",
          "sessions",
          "stream_attributes"}) {
        CHECK_THAT(listed.out, Catch::Contains(word));
    }
}

TEST_CASE("schema is JSON and names what the plugin's config and actions have") {
    Scene scene;
    const auto schema = scene.sluice({"schema", "--plugin-path", plugin_folder()});
    CHECK(schema.exit == 0);
    CHECK(boost::json::parse(schema.out).is_object());
    for (const char* word :
         {"adobe_target",
          "client_code",
          "tenant_id",
          "send_identifiers",
          "mbox3rdPartyId",
          "stream_attributes",
          "max_session_age",
          "destinations",
          "where",
          "$schema"}) {
        CHECK_THAT(schema.out, Catch::Contains(word));
    }
}

TEST_CASE("plugin list and plugin describe show what is installed and what it takes") {
    Scene scene;
    const auto listed = scene.sluice({"plugin", "list", "--plugin-path", plugin_folder()});
    INFO(said(listed));
    CHECK(listed.exit == 0);
    CHECK_THAT(listed.out, Catch::Contains("adobe_target") && Catch::Contains(plugin_folder()));

    const auto described =
        scene.sluice({"plugin", "describe", "--plugin-path", plugin_folder(), "adobe_target"});
    INFO(said(described));
    CHECK(described.exit == 0);
    for (const char* word :
         {"client_code",
          "mandatory",
          "send_identifiers",
          "stream_attributes",
          "ECID",
          "900000",
          "audience.name"}) {
        CHECK_THAT(described.out, Catch::Contains(word));
    }
    const auto unknown =
        scene.sluice({"plugin", "describe", "--plugin-path", plugin_folder(), "nothing"});
    INFO(said(unknown));
    CHECK(unknown.exit != 0);
    CHECK_THAT(unknown.err, Catch::Contains("nothing"));
}

TEST_CASE("plugin new writes into an empty folder, and says what is wrong with a name or a folder"
) {
    Scene scene;
    const std::string into = scene.folder / "my-dest";
    const std::vector<std::string> command{
        "plugin", "new", "my-dest", "--templates", SOURCE_FOLDER "/sdk/template", "--into", into};
    const auto written = scene.sluice(command);
    INFO(said(written));
    CHECK(written.exit == 0);
    CHECK_THAT(
        written.out, Catch::Contains(into + "/manifest.json") && Catch::Contains("README.md")
    );
    CHECK(std::filesystem::exists(into + "/CMakeLists.txt"));

    const auto again = scene.sluice(command);
    INFO(said(again));
    CHECK(again.exit == 2);
    CHECK_THAT(again.err, Catch::Contains(into) && Catch::Contains("--into"));

    for (const std::vector<std::string>& wrong : std::vector<std::vector<std::string>>{
             {"plugin", "new", "My Dest"},
             {"plugin", "new", "../mine"},
             {"plugin", "new", "mine", "--lang", "cobol"},
             {"plugin", "new"},
             {"plugin", "new", "mine", "--templates", into + "/nowhere", "--into", into + "2"}}) {
        const auto refused = scene.sluice(wrong);
        INFO(said(refused));
        CHECK(refused.exit == 2);
        CHECK_FALSE(refused.err.empty());
    }
    CHECK_FALSE(std::filesystem::exists(into + "2"));
}

TEST_CASE("every command has help with an example, and a wrong command line ends with 2") {
    Scene scene;
    const std::vector<std::vector<std::string>> commands{
        {},
        {"run"},
        {"check"},
        {"list"},
        {"plugin"},
        {"plugin", "list"},
        {"plugin", "describe"},
        {"plugin", "new"},
        {"rejects"},
        {"rejects", "list"},
        {"rejects", "show"},
        {"rejects", "export"},
        {"rejects", "replay"},
        {"rejects", "drop"},
        {"runs"},
        {"state"},
        {"state", "check"},
        {"state", "repair"},
        {"schema"}};
    for (std::vector<std::string> command : commands) {
        const std::string example = command.empty() ? "sluice check" : "sluice " + command.front();
        command.emplace_back("--help");
        const auto help = scene.sluice(command);
        INFO(said(help));
        CHECK(help.exit == 0);
        const std::size_t examples = help.out.find("Example");
        REQUIRE(examples != std::string::npos);
        CHECK_THAT(help.out.substr(examples), Catch::Contains(example));
    }
    for (const auto& wrong : std::vector<std::vector<std::string>>{
             {}, {"rum"}, {"run"}, {"run", "--dry"}, {"rejects"}, {"run", "--limit", "x", "f"}}) {
        const auto refused = scene.sluice(wrong);
        INFO(said(refused));
        CHECK(refused.exit == 2);
    }
}

TEST_CASE("a pipeline file that is not there is an error that names it") {
    Scene scene;
    const auto missing = scene.run();
    INFO(said(missing));
    CHECK(missing.exit == 78);
    CHECK_THAT(missing.err, Catch::Contains("pipeline.yaml"));
}

TEST_CASE("a plugin that others may write, or that is not the pinned one, is not loaded") {
    Scene scene{{"--seed-ids", "crm-:1"}};
    scene.records(profile_line(0));
    const std::string copy = scene.folder / "adobe_target.so";
    std::filesystem::copy_file(plugin_folder() + "/adobe_target.so", copy);
    std::string yaml = support::to_yaml({}, scene.sandbox.url(), scene.sandbox.ca_file());
    const std::string by_name = "plugin: adobe_target\n";
    yaml.replace(yaml.find(by_name), by_name.size(), "plugin: ./adobe_target.so\n");
    scene.folder.write("pipeline.yaml", yaml);
    CHECK(scene.run().exit == 0);

    std::filesystem::permissions(copy, std::filesystem::perms{0757});
    const auto writable = scene.run();
    INFO(said(writable));
    CHECK(writable.exit == 78);
    CHECK_THAT(writable.err, Catch::Contains(copy));

    std::filesystem::permissions(copy, std::filesystem::perms{0755});
    yaml.replace(
        yaml.find("    config:"),
        0,
        "    sha256: 0000000000000000000000000000000000000000000000000000000000000000\n"
    );
    scene.folder.write("pipeline.yaml", yaml);
    const auto pinned = scene.run();
    INFO(said(pinned));
    CHECK(pinned.exit == 78);
    CHECK_THAT(pinned.err, Catch::Contains("sha256"));
}

TEST_CASE("plugins are found in the folder that the pipeline file names") {
    Scene scene{{"--seed-ids", "crm-:1"}};
    scene.records(profile_line(0));
    support::FileText file;
    file.more = "plugin_path: \"" + plugin_folder() + "\"\n";
    const std::string path = scene.pipelines(file);
    const auto run = scene.sluice({"run", path});
    INFO(said(run));
    CHECK(run.exit == 0);
    file.more = "plugin_path: nowhere\n";
    const auto missing = scene.sluice({"run", "--from-start", scene.pipelines(file)});
    INFO(said(missing));
    CHECK(missing.exit == 78);
    CHECK_THAT(missing.err, Catch::Contains("nowhere"));
}
