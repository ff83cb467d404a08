#include "host/manifest/secret_members.hpp"

#include <catch2/catch.hpp>

#include <vector>

using host::secret_member;
using host::SecretMember;

TEST_CASE("a name is a secret always, a name with a star makes each member below one that may be") {
    const std::vector<std::string> secrets{"client_secret", "tls.key", "headers.*"};
    CHECK(secret_member(secrets, "/client_secret") == SecretMember::always);
    CHECK(secret_member(secrets, "/tls/key") == SecretMember::always);
    CHECK(secret_member(secrets, "/tls") == SecretMember::no);
    CHECK(secret_member(secrets, "/headers/X-Api-Key") == SecretMember::maybe);
    CHECK(secret_member(secrets, "/headers/a~1b") == SecretMember::maybe);
    CHECK(secret_member(secrets, "/headers") == SecretMember::no);
    CHECK(secret_member(secrets, "/headers/a/b") == SecretMember::no);
    CHECK(secret_member(secrets, "/other/X-Api-Key") == SecretMember::no);
}

TEST_CASE("a name of its own is stronger than the star") {
    const std::vector<std::string> secrets{"headers.*", "headers.Authorization"};
    CHECK(secret_member(secrets, "/headers/Authorization") == SecretMember::always);
}
