#include "sdk/http/certificate.hpp"
#include "tests/support/test_authority.hpp"

#include <catch2/catch.hpp>
#include <openssl/bio.h>
#include <openssl/pem.h>

namespace {

std::string names_of(const support::Subject& subject) {
    const support::TestAuthority authority;
    const support::Identity identity = authority.issue(subject);
    BIO* memory = BIO_new_mem_buf(identity.certificate_pem.data(), -1);
    X509* certificate = PEM_read_bio_X509(memory, nullptr, nullptr, nullptr);
    BIO_free(memory);
    REQUIRE(certificate != nullptr);
    std::string names = sluice::http::names_in(*certificate);
    X509_free(certificate);
    return names;
}

}  // namespace

TEST_CASE("a certificate's names and addresses are listed for a message") {
    support::Subject subject;
    SECTION("none") {
        CHECK(names_of(subject) == "no name");
    }
    SECTION("names and addresses") {
        subject.dns_names = {"a.example", "*.b.example"};
        subject.addresses = {"127.0.0.1", "::1"};
        CHECK(names_of(subject) == R"("a.example", "*.b.example", 127.0.0.1, ::1)");
    }
    SECTION("the first few") {
        subject.dns_names = {"a", "b", "c", "d", "e"};
        CHECK(names_of(subject) == R"("a", "b", "c", "d" and more)");
    }
    SECTION("what is not printable, and what is too long") {
        subject.dns_names = {"a\x1b[31m", std::string(300, 'x')};
        CHECK(names_of(subject) == "\"a?[31m\", \"" + std::string(100, 'x') + "\"");
    }
}
