#include "host/command/command.hpp"
#include "host/record/exit_code.hpp"
#include "tests/support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace {

int sluice(std::vector<std::string> words) {
    words.insert(words.begin(), "sluice");
    std::vector<char*> arguments;
    for (std::string& word : words) {
        arguments.push_back(word.data());
    }
    return host::command_line(static_cast<int>(arguments.size()), arguments.data());
}

const std::string plugins = std::filesystem::path{OBEDIENT_PLUGIN}.parent_path().string();

constexpr const char* pipeline = R"(destinations:
  ob:
    plugin: obedient
pipelines:
  one:
    source: { file: { path: in.ndjson } }
    destination: ob
    action: put
    mapping: { user: id, wish: w }
)";

}  // namespace

TEST_CASE("a wrong command line exits with 2, help and version with 0") {
    CHECK(sluice({}) == host::exit_usage);
    CHECK(sluice({"rnu"}) == host::exit_usage);
    CHECK(sluice({"run"}) == host::exit_usage);
    CHECK(sluice({"run", "--limit", "x", "p.yaml"}) == host::exit_usage);
    CHECK(sluice({"rejects", "replay", "p.yaml"}) == host::exit_usage);
    for (const char* command : {"run", "check", "list", "plugin", "rejects", "schema"}) {
        CHECK(sluice({command, "--help"}) == host::exit_done);
    }
    CHECK(sluice({"--version"}) == host::exit_done);
}

TEST_CASE("a pipeline file that is wrong exits with 78") {
    const tests::TempFolder folder;
    const std::string file = folder.write("p.yaml", "pipelines: 3\n");
    CHECK(sluice({"check", file}) == host::exit_configuration);
    CHECK(sluice({"run", file}) == host::exit_configuration);
    CHECK(sluice({"check", folder / "absent.yaml"}) == host::exit_configuration);
}

TEST_CASE("a run says by its exit code whether all went well, and a second one that it is done") {
    const tests::TempFolder folder;
    const std::string file = folder.write("p.yaml", pipeline);
    folder.write("in.ndjson", "{\"id\":1,\"w\":\"deliver\"}\n{\"id\":2,\"w\":\"deliver\"}\n");
    CHECK(sluice({"check", "--plugin-path", plugins, file}) == host::exit_done);
    CHECK(sluice({"run", "--dry-run", "--plugin-path", plugins, file}) == host::exit_done);
    CHECK(sluice({"run", "--plugin-path", plugins, file}) == host::exit_done);
    CHECK(sluice({"run", "--plugin-path", plugins, file}) == host::exit_done);
    folder.write("in.ndjson", "{\"id\":1,\"w\":\"reject\"}\nnot json\n");
    CHECK(sluice({"run", "--plugin-path", plugins, file}) == host::exit_rejects);
}

TEST_CASE("a replay delivers what is accepted now and keeps the rest") {
    const tests::TempFolder folder;
    const std::string file = folder.write("p.yaml", pipeline);
    folder.write(
        "in.ndjson", "{\"id\":1,\"w\":\"reject\",\"v\":\"deliver\"}\n{\"id\":2,\"w\":\"reject\"}\n"
    );
    CHECK(sluice({"run", "--plugin-path", plugins, file}) == host::exit_rejects);
    std::string mended = pipeline;
    mended.replace(mended.find("wish: w"), 7, "wish: v");
    folder.write("p.yaml", mended);
    CHECK(
        sluice({"rejects", "replay", "--pipeline", "one", "--plugin-path", plugins, file}) ==
        host::exit_done
    );
    CHECK(sluice({"rejects", "list", file}) == host::exit_done);
}

TEST_CASE("a plugin in a folder that others may write is not loaded") {
    const tests::TempFolder folder;
    const tests::TempFolder open;
    std::filesystem::copy_file(OBEDIENT_PLUGIN, open / "obedient.so");
    std::filesystem::permissions(open.path(), std::filesystem::perms{0777});
    const std::string file = folder.write("p.yaml", pipeline);
    CHECK(
        sluice({"check", "--plugin-path", open.path().string(), file}) == host::exit_configuration
    );
    CHECK(
        sluice({"plugin", "list", "--plugin-path", open.path().string()}) ==
        host::exit_configuration
    );
}
