#include "tests/sandbox/json_text.hpp"

#include <array>
#include <charconv>

namespace sandbox {
namespace {

bool is_plain(char c) {
    return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\';
}

void append_escaped(std::string& out, char c) {
    constexpr std::string_view digits = "0123456789abcdef";
    switch (c) {
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
        out += "\\u00";
        out += digits[static_cast<unsigned char>(c) >> 4U];
        out += digits[static_cast<unsigned char>(c) & 15U];
    }
}

}  // namespace

void append_json(std::string& out, std::string_view text) {
    out += '"';
    while (!text.empty()) {
        std::size_t plain = 0;
        while (plain < text.size() && is_plain(text[plain])) {
            ++plain;
        }
        out.append(text.data(), plain);
        text.remove_prefix(plain);
        if (!text.empty()) {
            append_escaped(out, text.front());
            text.remove_prefix(1);
        }
    }
    out += '"';
}

void append_json(std::string& out, std::uint64_t number) {
    std::array<char, 24> text{};
    char* const end = std::to_chars(text.data(), text.data() + text.size(), number).ptr;
    out.append(text.data(), end);
}

void JsonObject::raw(std::string_view name) {
    if (!first_) {
        out_ += ',';
    }
    first_ = false;
    append_json(out_, name);
    out_ += ':';
}

void JsonObject::text(std::string_view name, std::string_view value) {
    raw(name);
    append_json(out_, value);
}

void JsonObject::number(std::string_view name, std::uint64_t value) {
    raw(name);
    append_json(out_, value);
}

void JsonObject::truth(std::string_view name, bool value) {
    raw(name);
    out_ += value ? "true" : "false";
}

void JsonObject::text_if_any(std::string_view name, std::string_view value) {
    if (!value.empty()) {
        text(name, value);
    }
}

}  // namespace sandbox
