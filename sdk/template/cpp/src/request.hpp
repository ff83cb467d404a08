// The bytes that are sent for a record. Pure; any thread.
#pragma once

#include "settings.hpp"

#include <string>
#include <string_view>

//     POST /records HTTP/1.1
//     Host: 127.0.0.1:8080
//     Authorization: Bearer <token>   if there is one; printable ASCII, without a line end
//     Idempotency-Key: <id>           what is not a letter, a digit or one of -._~ as %XX
std::string
request_of(const Endpoint& to, std::string_view token, std::string_view id, std::string_view body);

// Can a header hold it? A line end would begin another header.
bool is_header_value(std::string_view text);
