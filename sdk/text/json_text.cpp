#include <sluice/text/json_text.hpp>

#include <array>
#include <cstddef>

namespace sluice {

namespace {

constexpr std::string_view hex = "0123456789abcdef";

void append_escape(std::string& out, unsigned char byte) {
    switch (byte) {
    case '"':
        out += "\\\"";
        return;
    case '\\':
        out += "\\\\";
        return;
    case '\n':
        out += "\\n";
        return;
    case '\r':
        out += "\\r";
        return;
    case '\t':
        out += "\\t";
        return;
    default:
        const std::array<char, 6> escaped{'\\', 'u', '0', '0', hex[byte >> 4U], hex[byte & 15U]};
        out.append(escaped.data(), escaped.size());
    }
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    out += '"';
    std::size_t run = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte >= 0x20 && byte != '"' && byte != '\\') {
            continue;
        }
        out.append(text, run, i - run);
        append_escape(out, byte);
        run = i + 1;
    }
    out.append(text, run);
    out += '"';
}

}  // namespace sluice
