#include "tests/sandbox/identifier.hpp"

#include "tests/sandbox/decode.hpp"

#include <algorithm>

namespace sandbox {
namespace {

bool is_number(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

bool has_characters(std::string_view text, std::size_t most) {
    return !text.empty() && characters(text) <= most;
}

}  // namespace

bool is_third_party_id(std::string_view id) {
    return has_characters(id, 256) && id.find_first_of("+/") == std::string_view::npos;
}

bool is_tnt_id(std::string_view id) {
    return has_characters(id, 128) && std::count(id.begin(), id.end(), '.') == 1;
}

bool is_ecid(std::string_view id) {
    return has_characters(id, 128);
}

bool is_session_id(std::string_view id) {
    return has_characters(id, 128) && std::none_of(id.begin(), id.end(), [](char c) {
               const auto byte = static_cast<unsigned char>(c);
               return byte <= 0x20 || byte == 0x7F || c == '?' || c == '/' || c == '{' || c == '}';
           });
}

std::string_view edge_of_tnt_id(std::string_view id) {
    const std::size_t dot = id.find('.');
    if (dot == std::string_view::npos) {
        return {};
    }
    const std::string_view suffix = id.substr(dot + 1);
    const std::size_t bar = suffix.find('_');
    const std::string_view edge = suffix.substr(0, bar);
    return bar != std::string_view::npos && is_number(edge) ? edge : std::string_view{};
}

std::string_view edge_of_host(std::string_view host) {
    constexpr std::string_view prefix = "mboxedge";
    constexpr std::string_view domain = ".tt.omtrdc.net";
    host = host.substr(0, host.find(':'));
    if (!host.starts_with(prefix) || !host.ends_with(domain)) {
        return {};
    }
    host.remove_prefix(prefix.size());
    host.remove_suffix(std::min(domain.size(), host.size()));
    return is_number(host) ? host : std::string_view{};
}

}  // namespace sandbox
