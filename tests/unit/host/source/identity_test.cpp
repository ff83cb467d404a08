#include "host/digest/sha256.hpp"
#include "host/source/identity.hpp"
#include "tests/unit/host/source/scratch.hpp"

#include <catch2/catch.hpp>

#include <string>

TEST_CASE("a file is known by its inode and the hash of its beginning") {
    const std::string text(10'000, 'x');
    const test::ScratchFile file{text};
    const auto identity = host::identify(file.path);
    REQUIRE(identity);
    CHECK(identity->path == file.path);
    CHECK(identity->inode != 0);
    CHECK(identity->size == 10'000);
    CHECK(identity->head_bytes == 4096);
    CHECK(identity->head_sha256 == host::sha256_hex(text.substr(0, 4096)));
}

TEST_CASE("a file that has grown has the same head as before") {
    const test::ScratchFile file{"short"};
    const auto before = host::identify(file.path);
    REQUIRE(before);
    CHECK(before->head_bytes == 5);
    test::write_all(file.fd.get(), " and then longer");
    CHECK(host::identify(file.path)->head_sha256 != before->head_sha256);
    CHECK(host::head_hash(file.path, before->head_bytes).value() == before->head_sha256);
}

TEST_CASE("a stream is known by nothing but its name") {
    const auto identity = host::identify("-");
    REQUIRE(identity);
    CHECK(identity->path == "-");
    CHECK(identity->inode == 0);
    CHECK(identity->head_sha256.empty());
}

TEST_CASE("a file that cannot be read has no identity") {
    CHECK_FALSE(host::identify("/nonexistent/x"));
    CHECK_FALSE(host::identify("/tmp"));
    CHECK_FALSE(host::head_hash("/nonexistent/x", 10));
}
