#include "host/scaffold/new_plugin.hpp"
#include "tests/support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

namespace {

namespace fs = std::filesystem;

std::string content_of(const fs::path& path) {
    std::ifstream stream{path, std::ios::binary};
    return {std::istreambuf_iterator<char>{stream}, std::istreambuf_iterator<char>{}};
}

host::PluginName my_dest() {
    return *host::plugin_name("my-dest");
}

// A template of two files.
fs::path small_form(const tests::TempFolder& folder) {
    const fs::path form = folder.path() / "form";
    fs::create_directories(form / "src");
    folder.write("form/build", "project(@IDENTIFIER@)\nadd(@NAME@ @NAME@)\n");
    folder.write("form/src/main", std::string{"// @TITLE@, someone@example.org @OTHER@\0\xff", 41});
    return form;
}

}  // namespace

TEST_CASE("a template becomes a folder in which the tokens are names, and nothing else is changed"
) {
    const tests::TempFolder folder;
    const fs::path into = folder.path() / "deep" / "my-dest";
    const auto written = host::write_new_plugin({my_dest(), small_form(folder), into});
    REQUIRE(written);
    CHECK(*written == std::vector<std::string>{"build", "src/main"});
    CHECK(content_of(into / "build") == "project(my_dest)\nadd(my-dest my-dest)\n");
    CHECK(
        content_of(into / "src/main") ==
        (std::string{"// My dest, someone@example.org @OTHER@\0\xff", 41})
    );
}

TEST_CASE("an empty folder is written into, one that holds anything is left alone") {
    const tests::TempFolder folder;
    const fs::path form = small_form(folder);
    const fs::path into = folder.path() / "into";
    fs::create_directory(into);
    CHECK(host::write_new_plugin({my_dest(), form, into}));
    fs::remove_all(into);
    fs::create_directory(into);
    folder.write("into/.mine", "precious");
    const auto refused = host::write_new_plugin({my_dest(), form, into});
    REQUIRE_FALSE(refused);
    CHECK_THAT(
        refused.error().text,
        Catch::Contains(into.string()) && Catch::Contains(".mine") && Catch::Contains("--into")
    );
    CHECK(std::distance(fs::directory_iterator{into}, {}) == 1);
}

TEST_CASE("what cannot be read or made is an error that names it") {
    const tests::TempFolder folder;
    const fs::path form = small_form(folder);
    const auto no_form =
        host::write_new_plugin({my_dest(), folder.path() / "no-form", folder.path() / "a"});
    REQUIRE_FALSE(no_form);
    CHECK_THAT(no_form.error().text, Catch::Contains("no-form") && Catch::Contains("--templates"));
    CHECK_FALSE(fs::exists(folder.path() / "a"));

    fs::create_directory(folder.path() / "empty");
    CHECK_FALSE(host::write_new_plugin({my_dest(), folder.path() / "empty", folder.path() / "a"}));

    const fs::path file = folder.write("file", "");
    for (const fs::path& into : {file, file / "below"}) {
        const auto refused = host::write_new_plugin({my_dest(), form, into});
        REQUIRE_FALSE(refused);
        CHECK_THAT(refused.error().text, Catch::Contains(into.string()));
    }
}

TEST_CASE("no template that is shipped keeps a token or a path of this machine") {
    std::size_t checked = 0;
    for (const auto& form : fs::directory_iterator{TEMPLATE_FOLDER}) {
        const tests::TempFolder folder;
        const auto written = host::write_new_plugin({my_dest(), form.path(), folder.path()});
        REQUIRE(written);
        for (const std::string& path : *written) {
            INFO(form.path() << ' ' << path);
            const std::string text = content_of(folder.path() / path);
            CHECK_FALSE(std::regex_search(text, std::regex{"@[A-Z_]+@"}));
            CHECK(text.find(TEMPLATE_FOLDER) == std::string::npos);
            ++checked;
        }
    }
    CHECK(checked > 0);
}
