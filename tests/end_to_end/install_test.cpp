// What `cmake --install` gives is what the README says, and the README's own commands work on it.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

#include <filesystem>

namespace {

using end_to_end::Finished;
using end_to_end::lines_of;
using end_to_end::said;
using support::content_of;
using support::profile_line;
using support::run_process;

namespace fs = std::filesystem;

// The build of this test, installed.
std::string install_into(const tests::TempFolder& folder) {
    const std::string prefix = folder / "prefix";
    const Finished installed = run_process(
        {.command = {CMAKE_PROGRAM, "--install", BUILD_FOLDER, "--prefix", prefix},
         .folder = folder.path().string(),
         .name = "install"}
    );
    INFO(said(installed));
    REQUIRE(installed.exit == 0);
    return prefix;
}

// The README's ```sh blocks, one after the other, as a reader would paste them.
std::vector<std::string> commands_of_readme() {
    std::vector<std::string> commands;
    bool is_inside = false;
    for (const std::string& line : lines_of(content_of(SOURCE_FOLDER "/README.md"))) {
        if (line.starts_with("```")) {
            is_inside = line == "```sh";
        } else if (is_inside) {
            commands.push_back(line);
        }
    }
    return commands;
}

// Building takes minutes and is what made this test. So of the block that builds, the lines that
// install packages, configure and build are left out, and the build that is there is installed
// instead of build/release; all else stays as it is written.
std::string script_of_readme() {
    const std::string written = "cmake --install build/release ";
    std::string script;
    bool is_installed = false;
    for (const std::string& line : commands_of_readme()) {
        if (line.starts_with("configs/install-packages") || line.starts_with("cmake --preset") ||
            line.starts_with("cmake --build")) {
            continue;
        }
        if (line.starts_with(written)) {
            is_installed = true;
            script += "cmake --install " BUILD_FOLDER " " + line.substr(written.size()) + '\n';
        } else {
            script += line + '\n';
        }
    }
    REQUIRE(is_installed);
    return script;
}

}  // namespace

TEST_CASE("an installation has the commands, the plugin, the headers, the package and the configs"
) {
    const tests::TempFolder folder;
    const fs::path prefix = install_into(folder);
    for (const char* path :
         {"bin/sluice",
          "bin/adobe-target-sandbox",
          "lib/sluice/plugins/adobe_target.so",
          "include/sluice/destination.h",
          "include/sluice/destination.hpp",
          "include/sluice/http/client.hpp",
          "lib/cmake/sluice/sluice-config.cmake",
          "lib/cmake/sluice/add_destination_plugin.cmake",
          "lib/cmake/sluice/add_destination_conformance.cmake",
          "lib/pkgconfig/sluice.pc",
          "share/sluice/template/c/manifest.json",
          "share/sluice/configs/adobe-target-identifiers.yaml"}) {
        INFO(path);
        CHECK(fs::exists(prefix / path));
    }
}

TEST_CASE("the installed sluice finds its plugin with no setting, wherever it was installed") {
    end_to_end::Scene scene{{"--seed-ids", "crm-:1"}};
    scene.records(profile_line(0));
    const std::string file = scene.pipelines({});
    const fs::path prefix = install_into(scene.folder);
    const fs::path moved = scene.folder.path() / "elsewhere";
    fs::rename(prefix, moved);
    const std::string sluice = (moved / "bin/sluice").string();

    const Finished listed = run_process(
        {.command = {sluice, "plugin", "list"},
         .folder = scene.folder.path().string(),
         .name = "list"}
    );
    INFO(said(listed));
    CHECK(listed.exit == 0);
    CHECK_THAT(listed.out, Catch::Contains("adobe_target"));

    const Finished run = run_process(
        {.command = {sluice, "run", file},
         .environment = {"ADOBE_CLIENT_ID=sandbox-id", "ADOBE_CLIENT_SECRET=sandbox-secret"},
         .folder = scene.folder.path().string(),
         .name = "run"}
    );
    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK(scene.sandbox.count("accepted") == 1);
}

TEST_CASE("every command of the README works, in its order, in an empty folder") {
    const tests::TempFolder folder;
    const tests::TempFolder work;
    const std::string script = folder.write("readme.sh", script_of_readme());

    const Finished ran = run_process(
        {.command = {"/bin/bash", "-euo", "pipefail", script},
         .environment = {"PREFIX=" + (folder / "prefix")},
         .folder = work.path().string(),
         .name = "readme"}
    );

    INFO(said(ran));
    REQUIRE(ran.exit == 0);
    CHECK_THAT(ran.out, Catch::Contains("2 updates = 2 delivered + 0 unchanged"));
    CHECK_THAT(ran.out, Catch::Contains("\"gold\""));
    CHECK_THAT(ran.out, Catch::Contains("\"1.10\""));
    CHECK_THAT(ran.out, Catch::Contains("no rejects"));
}
