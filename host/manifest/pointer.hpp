// JSON pointers (RFC 6901), the names of places in configurations and schemas. Any thread.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace host {

// "/config" and "a/b" -> "/config/a~1b".
std::string pointer_to(std::string_view parent, std::string_view member);
std::string pointer_to(std::string_view parent, std::size_t index);

// "/config/a~1b" -> {"config", "a/b"}. Text without a leading slash is one step; "" is none.
std::vector<std::string> pointer_steps(std::string_view pointer);

// "/tls/ca_file" -> "tls.ca_file", how manifests name members of a configuration.
std::string member_path(std::string_view pointer);

// "tls.ca_file" -> "/tls/ca_file". A pointer stays as it is.
std::string member_pointer(std::string_view path);

// "/config/tls" -> "/config" -> "".
std::string_view parent_of(std::string_view pointer);

}  // namespace host
