// Which members of a configuration hold secrets, as a manifest names them. Used by the schema's
// judge and by host/config; any thread.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace host {

enum class SecretMember : std::uint8_t {
    no,
    always,  // "client_secret": a reference and nothing else
    maybe,   // "headers.*": each member of headers is a reference or a plain value
};

// Of the member at a JSON pointer.
SecretMember secret_member(std::span<const std::string> secrets, std::string_view pointer);

}  // namespace host
