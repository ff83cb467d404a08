#include "tests/support/test_host.hpp"

#include <sluice/secret_box.hpp>

#include <catch2/catch.hpp>

using sluice::SecretBox;

TEST_CASE("the box holds what the host last gave, without a file's last line break") {
    test::TestHost host;
    host.set_secret("client_secret", "s1\r\n");
    SecretBox box{{"client_secret", ""}};
    CHECK(box.version() == 0);
    box.fill(host.host());
    CHECK(box.version() == 1);
    CHECK(box.secrets()["client_secret"] == "s1");
    CHECK(box.secrets()["profile_token"].empty());
    host.set_secret("client_secret", std::string(1000, 'x'));
    box.fill(host.host());
    CHECK(box.secrets()["client_secret"].size() == 1000);
}

TEST_CASE("a secret that is gone is empty, and the far side will say so") {
    test::TestHost host;
    SecretBox box{{"profile_token"}};
    box.fill(host.host());
    CHECK(box.secrets()["profile_token"].empty());
}

TEST_CASE("the host is not asked for a secret that is not configured") {
    test::TestHost host;
    SecretBox box{{""}};
    box.fill(host.host());
    CHECK(host.secrets_asked() == 0);
}
