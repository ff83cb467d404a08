#include "host/digest/sha256.hpp"
#include "host/record/file_descriptor.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <cstdlib>
#include <string>
#include <unistd.h>

namespace {

struct TemporaryFile {
    std::string path = "/tmp/sluice_sha256_XXXXXX";
    host::FileDescriptor fd{mkstemp(path.data())};

    explicit TemporaryFile(const std::string& text) {
        REQUIRE(write(fd.get(), text.data(), text.size()) == static_cast<ssize_t>(text.size()));
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() { unlink(path.c_str()); }
};

}  // namespace

// FIPS 180-4 examples, and the empty text.
TEST_CASE("the sha256 of the standard's examples is as the standard prints it") {
    CHECK(
        host::sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    );
    CHECK(
        host::sha256_hex("abc") ==
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    );
    CHECK(
        host::sha256_hex("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq") ==
        "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
    );
}

TEST_CASE("a reused object gives the same as a fresh one") {
    host::Sha256 sha;
    const auto first = sha.of("abc");
    CHECK(sha.of("") != first);
    CHECK(sha.of("abc") == first);
}

TEST_CASE("a text in pieces has the hash of the whole") {
    host::Sha256 sha;
    sha.update("a");
    sha.update("");
    sha.update("bc");
    CHECK(sha.finish() == host::Sha256{}.of("abc"));
}

TEST_CASE("a file has the hash of its bytes, by path and by descriptor, whatever the position") {
    const std::string text(200'001, 'x');
    const TemporaryFile file{text};
    CHECK(host::sha256_of_file(file.path).value() == host::sha256_hex(text));
    const auto position = lseek(file.fd.get(), 0, SEEK_CUR);
    CHECK(host::sha256_of_file(file.fd.get()).value() == host::sha256_hex(text));
    CHECK(lseek(file.fd.get(), 0, SEEK_CUR) == position);
}

TEST_CASE("the head's hash covers no more than was asked, and the whole of a shorter file") {
    const TemporaryFile file{"abcdef"};
    CHECK(host::sha256_of_head(file.fd.get(), 3).value() == host::sha256_hex("abc"));
    CHECK(host::sha256_of_head(file.fd.get(), 4096).value() == host::sha256_hex("abcdef"));
}

TEST_CASE("a file that cannot be read is a problem that names it") {
    const auto missing = host::sha256_of_file(std::string{"/nonexistent/file"});
    REQUIRE_FALSE(missing);
    CHECK(missing.error().text == "expected to read /nonexistent/file: No such file or directory");
    CHECK_FALSE(host::sha256_of_file(std::string{"/tmp"}));
    CHECK_FALSE(host::sha256_of_file(-1));
}
