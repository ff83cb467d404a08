#include "host/mapping/cast.hpp"

#include "host/mapping/slot.hpp"

#include <algorithm>
#include <span>

namespace host {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view whitespace = " \t\r\n\v\f";
    const std::size_t first = text.find_first_not_of(whitespace);
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(whitespace) - first + 1);
}

bool equals_ignoring_case(std::string_view text, std::string_view lower_case) {
    return std::equal(
        text.begin(),
        text.end(),
        lower_case.begin(),
        lower_case.end(),
        [](char a, char b) { return lower(a) == b; }
    );
}

std::string_view without_digits(std::string_view text) {
    const auto end = std::find_if_not(text.begin(), text.end(), is_digit);
    return text.substr(static_cast<std::size_t>(end - text.begin()));
}

// "" if no integer begins here, else what stands behind it; `text` itself is never "".
std::optional<std::string_view> behind_integer(std::string_view text) {
    if (text.starts_with('-')) {
        text.remove_prefix(1);
    }
    if (text.starts_with('0')) {
        return text.substr(1);
    }
    const std::string_view rest = without_digits(text);
    return rest.size() < text.size() ? std::optional{rest} : std::nullopt;
}

bool is_json_integer(std::string_view text) {
    const auto rest = behind_integer(text);
    return rest && rest->empty();
}

std::optional<sluice_value> to_number(const sluice_value& value, Cast cast) {
    if (value.type != SLUICE_T_STR && value.type != SLUICE_T_NUMBER) {
        return std::nullopt;
    }
    const std::string_view text = trimmed(slot_text(value));
    const bool fits = cast == Cast::integer ? is_json_integer(text) : is_json_number(text);
    return fits ? std::optional{text_slot(SLUICE_T_NUMBER, text)} : std::nullopt;
}

std::optional<sluice_value> to_boolean(const sluice_value& value) {
    if (value.type == SLUICE_T_BOOL) {
        return value;
    }
    if (value.type == SLUICE_T_JSON) {
        return std::nullopt;
    }
    const std::string_view text = trimmed(slot_text(value));
    if (text == "1" || equals_ignoring_case(text, "true")) {
        return bool_slot(true);
    }
    if (text == "0" || equals_ignoring_case(text, "false")) {
        return bool_slot(false);
    }
    return std::nullopt;
}

}  // namespace

bool is_json_number(std::string_view text) {
    auto rest = behind_integer(text);
    if (rest && rest->starts_with('.')) {
        const std::string_view fraction = rest->substr(1);
        rest = without_digits(fraction);
        if (rest->size() == fraction.size()) {
            return false;
        }
    }
    if (rest && (rest->starts_with('e') || rest->starts_with('E'))) {
        std::string_view exponent = rest->substr(1);
        if (exponent.starts_with('+') || exponent.starts_with('-')) {
            exponent.remove_prefix(1);
        }
        rest = without_digits(exponent);
        if (rest->size() == exponent.size()) {
            return false;
        }
    }
    return rest && rest->empty();
}

std::optional<sluice_value> cast_slot(const sluice_value& value, Cast cast) {
    switch (cast) {
    case Cast::string:
        return text_slot(SLUICE_T_STR, slot_text(value));
    case Cast::number:
    case Cast::integer:
        return to_number(value, cast);
    case Cast::boolean:
        return to_boolean(value);
    default:
        return value;
    }
}

std::string_view name_of(Cast cast) {
    switch (cast) {
    case Cast::string:
        return "a string";
    case Cast::number:
        return "a number";
    case Cast::integer:
        return "an integer";
    case Cast::boolean:
        return "a boolean";
    default:
        return "a value";
    }
}

std::string_view name_of_slot(const sluice_value& value) {
    switch (value.type) {
    case SLUICE_T_NULL:
        return "null";
    case SLUICE_T_BOOL:
        return "a boolean";
    case SLUICE_T_STR:
        return "a string";
    case SLUICE_T_NUMBER:
        return "a number";
    case SLUICE_T_JSON:
        return "an array or object";
    default:
        return "nothing";
    }
}

std::optional<sluice_value>
hash_slot(const sluice_value& value, Hash hash, Sha256& sha, Arena& arena) {
    if (value.type == SLUICE_T_JSON) {
        return std::nullopt;
    }
    std::string_view text = slot_text(value);
    if (hash == Hash::sha256_email) {
        const std::string_view from = trimmed(text);
        const std::span<char> to = arena.make<char>(from.size());
        std::transform(from.begin(), from.end(), to.begin(), lower);
        text = {to.data(), to.size()};
    }
    if (text.empty()) {
        return text_slot(SLUICE_T_STR, {});
    }
    return text_slot(SLUICE_T_STR, arena.copy(to_view(to_hex(sha.of(text)))));
}

}  // namespace host
