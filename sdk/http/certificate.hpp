// What a certificate says of itself, for error messages; called by a TLS session when it refuses
// one.
#pragma once

#include <string>

struct x509_st;

namespace sluice::http {

// The names and addresses that the certificate is for, quoted and comma-separated, the first few of
// them; "no name" if there is none. They come from the far side: what is not printable is shown as
// '?'.
std::string names_in(const x509_st& certificate);

}  // namespace sluice::http
