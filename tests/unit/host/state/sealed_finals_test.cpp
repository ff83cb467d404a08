#include "host/state/sealed_finals.hpp"

#include <catch2/catch.hpp>

using host::seal;
using host::SealedPlace;
using host::unseal;

namespace {

const SealedPlace place{.next = {.ordinal = 7, .line = 9, .end = 1234}, .finished = false};

}  // namespace

TEST_CASE("what was sealed is given back for the same place") {
    for (const char* finals : {"", "finals", "a longer set of finals"}) {
        const std::string sealed = seal(finals, place);
        CHECK(sealed.size() == std::string_view{finals}.size() + 8);
        CHECK(unseal(sealed, place) == finals);
    }
}

TEST_CASE("no bit of finals or seal can change unseen") {
    const std::string sealed = seal("finals", place);
    for (std::size_t bit = 0; bit < sealed.size() * 8; ++bit) {
        std::string rotten = sealed;
        rotten[bit / 8] = static_cast<char>(rotten[bit / 8] ^ (1 << (bit % 8)));
        INFO("bit " << bit);
        CHECK_FALSE(unseal(rotten, place));
    }
    CHECK_FALSE(unseal("", place));
    CHECK_FALSE(unseal(std::string_view{sealed}.substr(1), place));
}

TEST_CASE("no part of the place can change unseen") {
    const std::string sealed = seal("finals", place);
    for (unsigned bit = 0; bit < 64; ++bit) {
        const std::uint64_t flip = std::uint64_t{1} << bit;
        SealedPlace other = place;
        other.next.ordinal ^= flip;
        CHECK_FALSE(unseal(sealed, other));
        other = place;
        other.next.line ^= flip;
        CHECK_FALSE(unseal(sealed, other));
        other = place;
        other.next.end ^= flip;
        CHECK_FALSE(unseal(sealed, other));
    }
    SealedPlace finished = place;
    finished.finished = true;
    CHECK_FALSE(unseal(sealed, finished));
}
