#include "host/config/written_hash.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <catch2/catch.hpp>

using host::written_hash;

namespace {

std::string hash_of(const std::string& yaml) {
    fixtures::Written written{yaml};
    return written_hash(written.section());
}

}  // namespace

TEST_CASE("layout, comments and the order of members do not change the hash of what is written") {
    const std::string plain = "a: 1\nb: { c: [x, y], d: true }\n";
    CHECK(hash_of(plain).size() == 64);
    CHECK(
        hash_of("# a comment\nb:\n  d: true\n  c:\n    - \"x\"\n    - y\na:   1\n") ==
        hash_of(plain)
    );
}

TEST_CASE("every value, name, type and place changes it") {
    const std::string plain = hash_of("a: 1.10\nb: { c: [x, y] }\n");
    for (const char* other :
         {"a: 1.1\nb: { c: [x, y] }\n",
          "a: \"1.10\"\nb: { c: [x, y] }\n",
          "a: 1.10\nb: { c: [y, x] }\n",
          "a: 1.10\nb: { c: [xy] }\n",
          "a: 1.10\nb: { d: [x, y] }\n",
          "a: 1.10\nc: [x, y]\nb: {}\n",
          "a: 1.10\nb: { c: [x, y] }\nd: null\n"}) {
        INFO(other);
        CHECK(hash_of(other) != plain);
    }
}
