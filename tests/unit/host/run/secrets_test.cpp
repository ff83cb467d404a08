#include "host/run/secrets.hpp"
#include "tests/support/temp_folder.hpp"

#include <catch2/catch.hpp>

TEST_CASE("a secret is read anew each time, and the redactor knows every value it had") {
    const tests::TempFolder folder;
    host::Destination destination;
    destination.name = "target";
    const std::string path = folder.write("secret", "first-value\n");
    host::SecretRef reference;
    reference.name = "client_secret";
    reference.kind = host::SecretRef::Kind::file;
    reference.value = path;
    destination.secrets.push_back(reference);
    host::Redactor redactor;
    const host::DestinationSecrets secrets{destination, redactor};
    const auto first = secrets.secret("client_secret");
    REQUIRE(first);
    CHECK(*first == "first-value");
    folder.write("secret", "second-value\n");
    const auto second = secrets.secret("client_secret");
    REQUIRE(second);
    CHECK(*second == "second-value");
    CHECK(redactor.redacted("first-value second-value") == "*** ***");
}

TEST_CASE("a secret that the destination does not have is refused by name") {
    host::Destination destination;
    destination.name = "target";
    host::Redactor redactor;
    const auto value = host::DestinationSecrets{destination, redactor}.secret("other");
    REQUIRE_FALSE(value);
    CHECK_THAT(value.error().text, Catch::Contains("target") && Catch::Contains("other"));
}
