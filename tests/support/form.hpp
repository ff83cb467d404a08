// Reads an application/x-www-form-urlencoded body as its receiver does (URL Standard, 5.1), written
// apart from the plugin's encoder: what it gives is what Adobe would see.
#pragma once

#include <cstdlib>
#include <map>
#include <string>
#include <string_view>

namespace form {

inline std::string decode(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size()) {
            const std::string digits{text.substr(i + 1, 2)};
            out += static_cast<char>(std::strtol(digits.c_str(), nullptr, 16));
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

inline std::map<std::string, std::string> parse(std::string_view body) {
    std::map<std::string, std::string> pairs;
    while (!body.empty()) {
        const std::string_view pair = body.substr(0, body.find('&'));
        body.remove_prefix(pair.size() == body.size() ? body.size() : pair.size() + 1);
        const std::size_t equals = pair.find('=');
        const std::string_view value =
            equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
        pairs[decode(pair.substr(0, equals))] = decode(value);
    }
    return pairs;
}

}  // namespace form
