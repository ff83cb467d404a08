#include "host/plugin/library.hpp"
#include "tests/unit/host/plugin/temp_copy.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdlib>
#include <fstream>
#include <string>
#include <vector>

using Catch::Matchers::Contains;

TEST_CASE("a plugin is found by its name in the first folder that has it") {
    const TempCopy copy;
    const std::vector<std::string> folders{"/nonexistent", copy.folder()};
    const auto found = host::find_plugin("obedient", folders);
    REQUIRE(found);
    CHECK(*found == std::filesystem::canonical(copy.path()).string());
}

TEST_CASE("a plugin that is not found names the folders that were searched") {
    const std::vector<std::string> folders{"/one", "/two"};
    const auto found = host::find_plugin("absent", folders);
    REQUIRE_FALSE(found);
    CHECK_THAT(found.error().text, Contains("absent.so") && Contains("/one, /two"));
}

TEST_CASE("a manifest is read without loading the plugin") {
    const TempCopy copy;
    const auto file = host::examine_plugin(copy.path(), std::nullopt);
    REQUIRE(file);
    CHECK(file->manifest.id == "org.example.obedient");
    CHECK(file->sha256.size() == 64);
}

TEST_CASE("a plugin that others may write is refused, file or folder") {
    const TempCopy copy;
    std::filesystem::permissions(copy.path(), std::filesystem::perms{0775});
    const auto file = host::examine_plugin(copy.path(), std::nullopt);
    REQUIRE_FALSE(file);
    CHECK_THAT(file.error().text, Contains("chmod go-w " + copy.path()));
    std::filesystem::permissions(copy.path(), std::filesystem::perms{0755});
    std::filesystem::permissions(copy.folder(), std::filesystem::perms{0777});
    const auto folder = host::examine_plugin(copy.path(), std::nullopt);
    REQUIRE_FALSE(folder);
    CHECK_THAT(folder.error().text, Contains("chmod go-w " + copy.folder()));
}

TEST_CASE("a pinned hash that differs is refused with both") {
    const TempCopy copy;
    const auto good = host::examine_plugin(copy.path(), std::nullopt);
    REQUIRE(good);
    CHECK(host::examine_plugin(copy.path(), good->sha256));
    const std::string other(64, 'a');
    const auto bad = host::examine_plugin(copy.path(), other);
    REQUIRE_FALSE(bad);
    CHECK_THAT(bad.error().text, Contains(other) && Contains(good->sha256));
}

TEST_CASE("a file that is no library is refused") {
    const TempCopy copy;
    { std::ofstream{copy.path(), std::ios::trunc} << "not a library"; }
    const auto file = host::examine_plugin(copy.path(), std::nullopt);
    REQUIRE_FALSE(file);
    CHECK_THAT(file.error().text, Contains("64-bit shared library"));
}

TEST_CASE("a library that is no plugin is refused by the symbol it lacks") {
    const auto file = host::examine_plugin(
        std::filesystem::canonical("/lib64/ld-linux-x86-64.so.2").string(), std::nullopt
    );
    REQUIRE_FALSE(file);
    CHECK_THAT(file.error().text, Contains("sluice_destination_v1"));
}

TEST_CASE("a listing shows good plugins and why others are refused") {
    const TempCopy copy;
    { std::ofstream{copy.folder() + "/broken.so"} << "x"; }
    const std::vector<std::string> folders{copy.folder()};
    const auto listed = host::list_plugins(folders);
    REQUIRE(listed.size() == 2);
    CHECK_FALSE(listed[0].file);
    CHECK(listed[1].file);
}

TEST_CASE("a plugin is loaded from the file that was examined") {
    const TempCopy copy;
    const auto file = host::examine_plugin(copy.path(), std::nullopt);
    REQUIRE(file);
    const auto table = host::load_plugin(*file);
    REQUIRE(table);
    CHECK((*table)->struct_size == sizeof(sluice_plugin));
}

TEST_CASE("a plugin that was replaced after its examination is not run") {
    const TempCopy copy;
    const auto file = host::examine_plugin(copy.path(), std::nullopt);
    REQUIRE(file);
    { std::ofstream{copy.path(), std::ios::app} << "one more byte"; }
    const auto table = host::load_plugin(*file);
    REQUIRE_FALSE(table);
    CHECK_THAT(table.error().text, Contains("changed"));
}

TEST_CASE("a file of the same name that replaced a loaded plugin is told from it") {
    const TempCopy copy;
    const auto first = host::examine_plugin(copy.path(), std::nullopt);
    REQUIRE(first);
    REQUIRE(host::load_plugin(*first));
    // Another file by the same name: glibc would give the library that it already has.
    std::filesystem::remove(copy.path());
    std::filesystem::copy_file(OBEDIENT_PLUGIN, copy.path());
    { std::ofstream{copy.path(), std::ios::app} << "another build"; }
    std::filesystem::permissions(copy.path(), std::filesystem::perms{0755});
    const auto second = host::examine_plugin(copy.path(), std::nullopt);
    REQUIRE(second);
    const auto table = host::load_plugin(*second);
    REQUIRE_FALSE(table);
    CHECK_THAT(table.error().text, Contains("code stays loaded"));
}
