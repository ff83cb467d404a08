// Reads the address of an HTTPS proxy; called by the pool once, when a client is made.
#pragma once

#include <sluice/http/endpoint.hpp>

namespace sluice::http {

// Reads "http://host:port". The error is a sentence that says what was expected and what was found,
// without user names and passwords: they are refused, since no proxy is authenticated to. Pure.
Result<Endpoint, std::string> parse_proxy(std::string_view url);

}  // namespace sluice::http
