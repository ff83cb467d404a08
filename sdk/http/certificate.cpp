#include "sdk/http/certificate.hpp"

#include <openssl/x509v3.h>

#include <algorithm>
#include <arpa/inet.h>
#include <memory>

namespace sluice::http {

namespace {

constexpr int most_names = 4;
constexpr std::size_t longest_name = 100;

struct Free {
    void operator()(GENERAL_NAMES* names) const { GENERAL_NAMES_free(names); }
};

std::string text_of(const ASN1_STRING& string) {
    const auto size = static_cast<std::size_t>(ASN1_STRING_length(&string));
    const auto* bytes = reinterpret_cast<const char*>(ASN1_STRING_get0_data(&string));
    std::string text{bytes, std::min(size, longest_name)};
    std::replace_if(
        text.begin(), text.end(), [](char c) { return c <= ' ' || c > '~'; }, '?'
    );
    return text;
}

std::string address_of(const ASN1_OCTET_STRING& address) {
    char text[INET6_ADDRSTRLEN] = "?";
    const int family = ASN1_STRING_length(&address) == 4 ? AF_INET : AF_INET6;
    if (family == AF_INET || ASN1_STRING_length(&address) == 16) {
        inet_ntop(family, ASN1_STRING_get0_data(&address), text, sizeof text);
    }
    return text;
}

}  // namespace

std::string names_in(const x509_st& certificate) {
    const std::unique_ptr<GENERAL_NAMES, Free> names{static_cast<GENERAL_NAMES*>(
        X509_get_ext_d2i(&certificate, NID_subject_alt_name, nullptr, nullptr)
    )};
    std::string all;
    const int count = names ? sk_GENERAL_NAME_num(names.get()) : 0;
    for (int i = 0; i < std::min(count, most_names); ++i) {
        const GENERAL_NAME* name = sk_GENERAL_NAME_value(names.get(), i);
        const std::string separator = all.empty() ? "" : ", ";
        if (name->type == GEN_DNS) {
            all += separator + "\"" + text_of(*name->d.dNSName) + "\"";
        } else if (name->type == GEN_IPADD) {
            all += separator + address_of(*name->d.iPAddress);
        }
    }
    if (all.empty()) {
        return "no name";
    }
    return count > most_names ? all + " and more" : all;
}

}  // namespace sluice::http
