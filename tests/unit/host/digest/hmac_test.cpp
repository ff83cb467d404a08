#include "host/digest/hmac.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

std::string hmac_hex(std::string_view key, std::string_view text) {
    return std::string{host::to_view(host::to_hex(host::HmacSha256{key}.of(text)))};
}

}  // namespace

// RFC 4231, test cases 1, 2 and 6.
TEST_CASE("the HMAC of RFC 4231's examples is as the RFC prints it") {
    CHECK(
        hmac_hex(std::string(20, '\x0b'), "Hi There") ==
        "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"
    );
    CHECK(
        hmac_hex("Jefe", "what do ya want for nothing?") ==
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"
    );
    CHECK(
        hmac_hex(
            std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First"
        ) == "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"
    );
}

TEST_CASE("an HMAC object keeps its key over texts") {
    host::HmacSha256 hmac{"Jefe"};
    const auto first = hmac.of("a");
    CHECK(hmac.of("b") != first);
    CHECK(hmac.of("a") == first);
    hmac.update("what do ya want ");
    hmac.update("for nothing?");
    CHECK(
        host::to_view(host::to_hex(hmac.finish())) ==
        hmac_hex("Jefe", "what do ya want for nothing?")
    );
}

TEST_CASE("an empty key is a key") {
    CHECK(hmac_hex("", "") == "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
}
