// What the targets of the plugin's request writers share: slots from texts, percent-decoding of
// their own, and what a record's members must become. Used by form_fuzz and delivery_fuzz alone.
#pragma once

#include "adobe_target/api/profile_name.hpp"
#include "tests/fuzz/expect.hpp"

#include <sluice/destination.h>
#include <sluice/text/utf8.hpp>

#include <boost/json/parse.hpp>

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace fuzz {

inline sluice_value slot(std::uint32_t type, std::string_view text) {
    sluice_value value{};
    value.type = type;
    value.len = static_cast<std::uint32_t>(text.size());
    value.u.s = text.data();
    return value;
}

inline unsigned hex_digit(char c) {
    expect((c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'), "an escape has upper-case hex digits");
    return static_cast<unsigned>(c <= '9' ? c - '0' : c - 'A' + 10);
}

// Strict: anything that is neither unreserved (RFC 3986, 2.3) nor %XX ends the process.
inline std::string percent_decoded(std::string_view text) {
    std::string out;
    while (!text.empty()) {
        const char c = text.front();
        const bool is_escape = c == '%';
        expect(
            is_escape || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                (c >= 'a' && c <= 'z') ||
                std::string_view{"-._~"}.find(c) != std::string_view::npos,
            "what is not unreserved is escaped"
        );
        expect(!is_escape || text.size() >= 3, "an escape is whole");
        out += is_escape ? static_cast<char>(hex_digit(text[1]) << 4U | hex_digit(text[2])) : c;
        text.remove_prefix(is_escape ? 3 : 1);
    }
    return out;
}

// Attributes by name, as they were sent; the last of each name.
using Sent = std::map<std::string, std::string, std::less<>>;

inline std::optional<boost::json::object> object_of(std::string_view json) {
    boost::json::error_code error;
    const auto value = boost::json::parse(json, error);
    return !error && value.is_object() ? std::optional{value.get_object()} : std::nullopt;
}

inline bool
is_wanted(std::string_view name, std::string_view text, const adobe_target::NameRule& rule) {
    return !text.empty() && sluice::is_utf8(text) && name != "tier" &&
           !adobe_target::profile_name_problem(name, rule) &&
           (rule.longest == 0 || sluice::utf16_length(text) <= 256);
}

// Every text member of profile.* that Adobe takes was sent as it stood.
inline void
expect_members_sent(std::string_view json, const Sent& sent, const adobe_target::NameRule& rule) {
    const auto object = object_of(json);
    if (!object) {
        return;
    }
    for (const auto& [key, value] : *object) {
        const std::string_view name{key.data(), key.size()};
        if (!value.is_string()) {
            continue;
        }
        const std::string_view text{value.get_string().data(), value.get_string().size()};
        if (is_wanted(name, text, rule)) {
            const auto found = sent.find(name);
            expect(found != sent.end(), "a member that Adobe takes was sent");
            expect(found->second == text, "a member was sent as it stood");
        }
    }
}

}  // namespace fuzz
