// Reads where a secret is to be had: { env: NAME } or { file: PATH }. Used wherever a file may name
// one; start-up.
#pragma once

#include "host/config/config.hpp"
#include "host/config/section.hpp"

namespace host {

// Kind, value and place; name and pointer are the caller's. What is wrong is reported, the value
// then "": what stands in place of a name may be the secret itself, so no error shows it.
SecretRef read_reference(const Section& written);

}  // namespace host
