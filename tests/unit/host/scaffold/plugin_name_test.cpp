#include "host/scaffold/plugin_name.hpp"

#include <catch2/catch.hpp>

#include <string>

TEST_CASE("a plugin's name has a form for each file that names it") {
    const auto name = host::plugin_name("my-dest_2");
    REQUIRE(name);
    CHECK(name->name == "my-dest_2");
    CHECK(name->identifier == "my_dest_2");
    CHECK(name->title == "My dest 2");
    CHECK(host::plugin_name("x"));
    CHECK(host::plugin_name(std::string(50, 'a')));
}

TEST_CASE("a name that some tool could not take is refused, and the message shows one that is right"
) {
    for (const std::string wrong :
         {"",
          "-x",
          "x-",
          "a--b",
          "a-_b",
          "Upper",
          "1st",
          "a b",
          "a/b",
          "../x",
          "ümlaut",
          "a.b",
          "$(x)",
          "a\nb"}) {
        INFO(wrong);
        const auto name = host::plugin_name(wrong);
        REQUIRE_FALSE(name);
        CHECK_THAT(
            name.error().text, Catch::Contains("my-dest") && Catch::Contains("'" + wrong + "'")
        );
    }
    CHECK_FALSE(host::plugin_name(std::string(51, 'a')));
}

TEST_CASE("a word that CMake, Rust or Go keeps for itself is no name") {
    for (const std::string wrong :
         {"test", "all", "edit-cache", "fn", "self", "std", "vendor", "yield"}) {
        INFO(wrong);
        const auto name = host::plugin_name(wrong);
        REQUIRE_FALSE(name);
        CHECK_THAT(name.error().text, Catch::Contains("'" + wrong + "'"));
    }
    CHECK(host::plugin_name("test-dest"));
}
