#include "host/config/parse.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

using namespace host;

namespace {

// A folder with pipeline files, gone at the end of the test.
class Folder {
public:
    Folder() {
        std::string name =
            (std::filesystem::temp_directory_path() / "sluice-config-XXXXXX").string();
        REQUIRE(mkdtemp(name.data()) != nullptr);
        path_ = name;
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    ~Folder() { std::filesystem::remove_all(path_); }

    std::string write(const std::string& name, const std::string& text) const {
        std::filesystem::path file = path_ / name;
        std::filesystem::create_directories(file.parent_path());
        std::ofstream{file, std::ios::binary} << text;
        return file.string();
    }
    std::string path(const std::string& name) const { return (path_ / name).string(); }

private:
    std::filesystem::path path_;
};

std::string pipeline(const std::string& name, const std::string& destination) {
    return "pipelines:\n  " + name +
           ":\n    source: { file: { path: p.csv } }\n    destination: " + destination +
           "\n    action: send\n    mapping: { to: mail }\n";
}

std::vector<std::string> issues(const std::vector<std::string>& files) {
    return fixtures::texts(parse(files).issues);
}

}  // namespace

TEST_CASE("several files make one configuration") {
    Folder folder;
    std::vector<std::string> files{
        folder.write("d.yaml", "plugin_path: [x, y]\ndestinations:\n  d: { plugin: mail }\n"),
        folder.write("p.yaml", "plugin_path: [y, z]\n" + pipeline("p", "d")),
        folder.write("q.yaml", pipeline("q", "d"))};
    Parsed parsed = parse(files);
    CHECK(fixtures::texts(parsed.issues).empty());
    CHECK(parsed.config.state_dir == folder.path("sluice-state"));
    CHECK(
        parsed.config.plugin_path ==
        std::vector<std::string>{folder.path("x"), folder.path("y"), folder.path("z")}
    );
    CHECK(parsed.config.destinations.size() == 1);
    REQUIRE(parsed.config.pipelines.size() == 2);
    CHECK((parsed.config.pipelines[1].name == "q" && parsed.config.pipelines[1].file == files[2]));
    CHECK(parsed.config.pipelines[1].source.path == folder.path("p.csv"));
}

TEST_CASE("a name in two files is an issue that names both places") {
    Folder folder;
    std::string first =
        folder.write("a.yaml", "destinations:\n  d: { plugin: mail }\n" + pipeline("p", "d"));
    std::string second =
        folder.write("b.yaml", pipeline("p", "d") + "destinations:\n  d: { plugin: mail }\n");
    CHECK(
        issues({first, second}) ==
        std::vector<std::string>{
            second + ":2:3: expected each pipeline once, found 'p' again (first at " + first +
                ":4:3)",
            second + ":8:3: expected each destination once, found 'd' again (first at " + first +
                ":2:3)"}
    );
}

TEST_CASE("files that would keep their state in different folders are refused, unless they agree") {
    Folder folder;
    std::string first = folder.write("a.yaml", pipeline("p", "d"));
    std::string second = folder.write("sub/b.yaml", pipeline("q", "d"));
    auto found = issues({first, second});
    REQUIRE(found.size() == 1);
    CHECK_THAT(
        found[0], Catch::StartsWith(second + ":1:1: expected one state folder for all files")
    );
    CHECK_THAT(found[0], Catch::Contains(first + ":1:1"));

    std::string agreeing =
        folder.write("sub/c.yaml", "state_dir: ../sluice-state\n" + pipeline("q", "d"));
    Parsed parsed = parse(std::vector<std::string>{first, agreeing});
    CHECK(parsed.issues.empty());
    CHECK(parsed.config.state_dir == folder.path("sluice-state"));
}

TEST_CASE("a file that cannot be read is an issue, and the others are still looked at") {
    Folder folder;
    std::string bad = folder.write("b.yaml", "pipelins: {}\n");
    std::string gone = folder.path("gone.yaml");
    auto found = issues({gone, folder.path(""), bad});
    REQUIRE(found.size() == 3);
    CHECK(
        found[0] ==
        gone + ": expected a readable pipeline file, found an error: No such file or directory"
    );
    CHECK_THAT(found[1], Catch::Contains("expected a readable pipeline file"));
    CHECK_THAT(
        found[2], Catch::StartsWith(bad + ":1:1: ") && Catch::EndsWith("did you mean 'pipelines'?")
    );
}

TEST_CASE("a configuration without a pipeline has nothing to do") {
    Parsed parsed = parse_text("destinations:\n  d: { plugin: p }\n", "f.yaml");
    CHECK(
        fixtures::texts(parsed.issues) ==
        std::vector<std::string>{"f.yaml: expected at least one pipeline, found none"}
    );
}

TEST_CASE("a file of more than 1 MiB is refused") {
    Folder folder;
    std::string large = folder.write("a.yaml", "# " + std::string(1 << 20, 'x'));
    CHECK(
        issues({large}) == std::vector<std::string>{large + ": expected at most 1 MiB, found more"}
    );
}

TEST_CASE("no bytes are too odd to be answered") {
    // Every prefix and every changed byte of a good file: what a parser gets wrong first.
    const std::string good =
        "destinations: &a\n  d:\n    plugin: x\n    config: { k: [1, 'a'], s: { env: S } }\n" +
        pipeline("p", "d") +
        "    where: { all: [ { path: a, in: [1] }, { not: { path: b, exists: true } } ] }\n    "
        "guard: false\n";
    for (std::size_t i = 0; i < good.size(); ++i) {
        CAPTURE(i);
        (void)parse_text(good.substr(0, i), "f.yaml");
        for (char c : {'\0', '\n', '*', '&', '!', '{', ']', '"', ':', '\xFF'}) {
            std::string changed = good;
            changed[i] = c;
            for (const Issue& issue : parse_text(changed, "f.yaml").issues) {
                CHECK_THAT(issue.text, Catch::StartsWith("expected "));
            }
        }
    }
}
