#include "host/config/issues.hpp"
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

TEST_CASE("a secret that is too short to be hidden is warned of at its place, and not shown") {
    const tests::TempFolder folder;
    host::Destination destination;
    for (const char* value : {"xyz", "long enough", "abcd"}) {
        host::SecretRef reference;
        reference.name = "client_secret";
        reference.kind = host::SecretRef::Kind::file;
        reference.value = folder.write(value, value);
        reference.at = {"p.yaml", 7, 22};
        destination.secrets.push_back(reference);
    }
    const auto issues = host::short_secrets(destination);
    REQUIRE(issues.size() == 1);
    CHECK(
        host::to_text(issues.front()) ==
        "p.yaml:7:22: warning: expected a secret of at least 4 bytes for client_secret, found a "
        "shorter one: it is too short to be looked for and hidden in what is logged"
    );
}

TEST_CASE("of a secret that cannot be had nothing is said before a run needs it") {
    host::Destination destination;
    host::SecretRef reference;
    reference.name = "client_secret";
    reference.kind = host::SecretRef::Kind::file;
    reference.value = "/nowhere/secret";
    destination.secrets.push_back(reference);
    CHECK(host::short_secrets(destination).empty());
    const auto missing = host::missing_secret(destination);
    REQUIRE(missing);
    CHECK_THAT(missing->text, Catch::Contains("/nowhere/secret"));
}
