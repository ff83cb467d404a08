#include "host/manifest/pointer.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace host;

TEST_CASE("a pointer escapes what its members hold of slashes and tildes") {
    CHECK(pointer_to("", "a/b~c") == "/a~1b~0c");
    CHECK(pointer_to("/list", std::size_t{3}) == "/list/3");
    CHECK(pointer_steps("/a~1b~0c/3/") == std::vector<std::string>{"a/b~c", "3", ""});
}

TEST_CASE("odd pointers have steps too") {
    CHECK(pointer_steps("").empty());
    CHECK(pointer_steps("plain") == std::vector<std::string>{"plain"});
    CHECK(pointer_steps("/~") == std::vector<std::string>{"~"});
    CHECK(pointer_steps("/~2") == std::vector<std::string>{"~2"});
}

TEST_CASE("members of a configuration are named by path or by pointer") {
    CHECK(member_path("/tls/ca_file") == "tls.ca_file");
    CHECK(member_pointer("tls.ca_file") == "/tls/ca_file");
    CHECK(member_pointer("client_secret") == "/client_secret");
    CHECK(member_pointer("/tls/a.b") == "/tls/a.b");
    CHECK(member_pointer("") == "");
}

TEST_CASE("the parent of the first member is the whole") {
    CHECK(parent_of("/a/b") == "/a");
    CHECK(parent_of("/a") == "");
    CHECK(parent_of("") == "");
}
