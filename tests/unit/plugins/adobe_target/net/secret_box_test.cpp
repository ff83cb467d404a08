#include "adobe_target/net/secret_box.hpp"
#include "tests/unit/plugins/adobe_target/test_host.hpp"

#include <catch2/catch.hpp>

using adobe_target::SecretBox;
using adobe_target::Settings;

TEST_CASE("the box holds what the host last gave, without a file's last line break") {
    test::TestHost host;
    host.set_secret("client_secret", "s1\r\n");
    Settings settings;
    settings.client_secret = "client_secret";
    SecretBox box;
    CHECK(box.version() == 0);
    box.fill(host.host(), settings);
    CHECK(box.version() == 1);
    CHECK(box.secrets().client_secret == "s1");
    CHECK(box.secrets().profile_token.empty());
    host.set_secret("client_secret", std::string(1000, 'x'));
    box.fill(host.host(), settings);
    CHECK(box.secrets().client_secret.size() == 1000);
}

TEST_CASE("a secret that is gone is empty, and Adobe will say so") {
    test::TestHost host;
    Settings settings;
    settings.profile_token = "profile_token";
    SecretBox box;
    box.fill(host.host(), settings);
    CHECK(box.secrets().profile_token.empty());
}
