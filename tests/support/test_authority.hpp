// A certificate authority for tests, made at run time: issues what a scripted server shows and
// writes the CA file that its client trusts. On any thread.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

struct evp_pkey_st;
struct x509_st;

namespace support {

struct Identity {
    std::string certificate_pem;
    std::string key_pem;
};

struct Subject {
    std::vector<std::string> dns_names;
    std::vector<std::string> addresses;
    bool has_expired = false;
};

class TestAuthority {
public:
    TestAuthority();
    TestAuthority(const TestAuthority&) = delete;
    TestAuthority& operator=(const TestAuthority&) = delete;
    ~TestAuthority();

    // A certificate signed by this authority, with a key of its own.
    Identity issue(const Subject& subject) const;

    // The PEM file of this authority's certificate; it lives as long as the authority.
    std::string ca_file() const { return ca_file_.string(); }

private:
    struct Free {
        void operator()(evp_pkey_st* key) const;
        void operator()(x509_st* certificate) const;
    };
    std::unique_ptr<evp_pkey_st, Free> key_;
    std::unique_ptr<x509_st, Free> certificate_;
    std::filesystem::path ca_file_;
};

}  // namespace support
