#include "host/conform/verdict_words.hpp"

#include <catch2/catch.hpp>

namespace {

host::SeenVerdict verdict(std::uint32_t status, std::uint32_t flags = 0) {
    host::SeenVerdict one;
    one.status = status;
    one.flags = flags;
    return one;
}

}  // namespace

TEST_CASE("verdicts have the words of a profile") {
    CHECK(host::verdict_word(verdict(SLUICE_DELIVERED)) == "delivered");
    CHECK(host::verdict_word(verdict(SLUICE_RETRY)) == "retry");
    CHECK(host::verdict_word(verdict(SLUICE_RETRY, SLUICE_R_WHOLE_DESTINATION)) == "pause");
    CHECK(host::verdict_word(verdict(SLUICE_REJECTED)) == "rejected");
    CHECK(host::verdict_word(verdict(SLUICE_AUTH_FAILED)) == "auth");
    CHECK(host::verdict_word(verdict(SLUICE_UNSET)) == "none");
}

TEST_CASE("the default table holds where the profile says nothing") {
    const auto of = [](const char* answer) {
        return host::expected_verdicts(answer, {{"404", {"pause"}}});
    };
    CHECK(of("404") == std::vector<std::string>{"pause"});
    CHECK(of("400") == std::vector<std::string>{"rejected"});
    CHECK(of("401") == std::vector<std::string>{"auth"});
    CHECK(host::is_expected(verdict(SLUICE_RETRY, SLUICE_R_WHOLE_DESTINATION), of("429")));
    CHECK_FALSE(host::is_expected(verdict(SLUICE_DELIVERED), of("500")));
    CHECK_FALSE(host::is_expected(verdict(SLUICE_DELIVERED), of("302")));
}

TEST_CASE("any verdict is one, none is none") {
    CHECK(host::is_expected(verdict(SLUICE_CANCELLED), {"any"}));
    CHECK_FALSE(host::is_expected(verdict(SLUICE_UNSET), {"any"}));
}

TEST_CASE("what is expected is told as a list") {
    CHECK(host::expectation_text({"retry"}) == "retry");
    CHECK(host::expectation_text({"retry", "pause", "rejected"}) == "retry, pause or rejected");
}
