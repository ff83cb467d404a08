#include "tests/support/form.hpp"

#include <sluice/percent.hpp>

#include <catch2/catch.hpp>

#include <random>

using sluice::append_percent;

namespace {

std::string encoded(std::string_view text) {
    std::string out;
    append_percent(out, text);
    return out;
}

}  // namespace

TEST_CASE("every byte but the unreserved ones is escaped, and a space is never a plus") {
    CHECK(encoded("AZaz09-._~") == "AZaz09-._~");
    CHECK(encoded("a+b&c=d#e%20f/é\r\n") == "a%2Bb%26c%3Dd%23e%2520f%2F%C3%A9%0D%0A");
    CHECK(encoded("Zürich & Bern") == "Z%C3%BCrich%20%26%20Bern");
    CHECK(encoded(std::string_view{"\0", 1}) == "%00");
    CHECK(encoded("") == "");
}

TEST_CASE("it appends to what is there") {
    std::string out = "a=";
    append_percent(out, "&");
    CHECK(out == "a=%26");
}

TEST_CASE("any text comes back from a decoder that knows nothing of the encoder") {
    std::mt19937 random{7};
    std::uniform_int_distribution<int> byte{0, 255};
    for (int round = 0; round < 2000; ++round) {
        std::string text(static_cast<std::size_t>(round % 40), ' ');
        for (char& c : text) {
            c = static_cast<char>(byte(random));
        }
        const std::string out = encoded(text);
        REQUIRE(form::decode(out) == text);
        REQUIRE(out.find_first_of("&=+#?/ \r\n") == std::string::npos);
    }
}
