#include "json.hpp"

#include <array>
#include <cstddef>
#include <cstdio>

namespace json {
namespace {

constexpr int most_levels = 32;

bool is_trail(std::string_view text, std::size_t at, unsigned char least, unsigned char most) {
    const auto byte = static_cast<unsigned char>(text[at]);
    return byte >= least && byte <= most;
}

// The length of the UTF-8 character that `text` begins with; 0 if there is none: a stray or
// overlong byte, a surrogate, cut off.
std::size_t utf8_length(std::string_view text) {
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) {
        return 1;
    }
    const std::size_t length = first < 0xC2   ? 0
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                               : first < 0xF5 ? 4
                                              : 0;
    if (length == 0 || length > text.size()) {
        return 0;
    }
    const unsigned char least = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned char most = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    if (!is_trail(text, 1, least, most)) {
        return 0;
    }
    for (std::size_t i = 2; i < length; ++i) {
        if (!is_trail(text, i, 0x80, 0xBF)) {
            return 0;
        }
    }
    return length;
}

// What is still to be read. Each function moves past what it names and says whether it was there.
class Reader {
public:
    explicit Reader(std::string_view text) : left_{text} {}

    std::string_view left() const { return left_; }

    bool one_of(std::string_view wanted) {
        const bool found = !left_.empty() && wanted.find(left_.front()) != std::string_view::npos;
        left_.remove_prefix(found ? 1 : 0);
        return found;
    }

    void space() {
        while (one_of(" \t\n\r")) {
        }
    }

    bool string() {
        if (!one_of("\"")) {
            return false;
        }
        while (!left_.empty() && left_.front() != '"') {
            if (one_of("\\")) {
                if (!escape()) {
                    return false;
                }
                continue;
            }
            const bool is_control = static_cast<unsigned char>(left_.front()) < 0x20;
            const std::size_t length = is_control ? 0 : utf8_length(left_);
            if (length == 0) {
                return false;
            }
            left_.remove_prefix(length);
        }
        return one_of("\"");
    }

    bool value(int levels = most_levels) {
        space();
        const bool is_value = levels > 0 && bare_value(levels);
        space();
        return is_value;
    }

private:
    bool word(std::string_view wanted) {
        const bool found = left_.starts_with(wanted);
        left_.remove_prefix(found ? wanted.size() : 0);
        return found;
    }

    bool escape() {
        if (!one_of("u")) {
            return one_of("\"\\/bfnrt");
        }
        for (int i = 0; i < 4; ++i) {
            if (!one_of("0123456789abcdefABCDEF")) {
                return false;
            }
        }
        return true;
    }

    bool digits() {
        bool found = false;
        while (one_of("0123456789")) {
            found = true;
        }
        return found;
    }

    bool number() {
        one_of("-");
        if (!one_of("0") && !digits()) {
            return false;
        }
        if (one_of(".") && !digits()) {
            return false;
        }
        if (one_of("eE")) {
            one_of("+-");
            return digits();
        }
        return true;
    }

    // Past the members of an object or the elements of an array, whose first bracket is behind.
    bool rest(std::string_view last, int levels) {
        space();
        if (one_of(last)) {
            return true;
        }
        do {
            if (last == "}") {
                space();
                if (!string()) {
                    return false;
                }
                space();
                if (!one_of(":")) {
                    return false;
                }
            }
            if (!value(levels)) {
                return false;
            }
        } while (one_of(","));
        return one_of(last);
    }

    bool bare_value(int levels) {
        if (left_.starts_with('"')) {
            return string();
        }
        if (one_of("{")) {
            return rest("}", levels - 1);
        }
        if (one_of("[")) {
            return rest("]", levels - 1);
        }
        return word("true") || word("false") || word("null") || number();
    }

    std::string_view left_;
};

// The text between two states of a reader.
std::string_view between(std::string_view before, std::string_view after) {
    return before.substr(0, before.size() - after.size());
}

}  // namespace

bool is_valid(std::string_view text) {
    Reader reader{text};
    return reader.value() && reader.left().empty();
}

std::optional<Members> members(std::string_view object) {
    Reader reader{object};
    reader.space();
    if (!reader.one_of("{")) {
        return std::nullopt;
    }
    Members found;
    reader.space();
    while (!reader.one_of("}")) {
        const std::string_view key = reader.left();
        reader.string();
        const std::string_view key_text = between(key, reader.left());
        reader.space();
        reader.one_of(":");
        reader.space();
        const std::string_view value = reader.left();
        if (!reader.value()) {
            return std::nullopt;
        }
        found.emplace_back(string(key_text).value_or(""), between(value, reader.left()));
        reader.one_of(",");
        reader.space();
    }
    return found;
}

std::optional<std::string> string(std::string_view value) {
    if (!value.starts_with('"')) {
        return std::nullopt;
    }
    std::string text;
    for (value.remove_prefix(1); !value.empty() && value.front() != '"'; value.remove_prefix(1)) {
        if (value.front() == '\\') {
            value.remove_prefix(1);
            if (value.empty() ||
                std::string_view{"\"\\/"}.find(value.front()) == std::string_view::npos) {
                return std::nullopt;
            }
        }
        text += value.front();
    }
    return text;
}

bool append_string(std::string& to, std::string_view text) {
    std::string made = "\"";
    while (!text.empty()) {
        const std::size_t length = utf8_length(text);
        if (length == 0) {
            return false;
        }
        const auto byte = static_cast<unsigned char>(text.front());
        if (byte < 0x20) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(byte));
            made += escape.data();
        } else {
            if (byte == '"' || byte == '\\') {
                made += '\\';
            }
            made += text.substr(0, length);
        }
        text.remove_prefix(length);
    }
    to += made;
    to += '"';
    return true;
}

}  // namespace json
