#include "host/manifest/schema_words.hpp"

#include <boost/json/array.hpp>

#include <array>
#include <charconv>
#include <utility>

namespace host {
namespace {

constexpr std::size_t longest_quote = 60;

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> type_words{
    {{"string", "text"},
     {"integer", "a whole number"},
     {"number", "a number"},
     {"boolean", "true or false"},
     {"object", "a map"},
     {"array", "a list"},
     {"null", "nothing"}}};

std::string_view type_in_words(std::string_view type) {
    for (const auto& [name, words] : type_words) {
        if (name == type) {
            return words;
        }
    }
    return type;
}

std::string types_in_words(const boost::json::value* type) {
    if (type != nullptr && type->is_string()) {
        return std::string{type_in_words(type->get_string())};
    }
    std::string words;
    if (type != nullptr && type->is_array()) {
        for (const boost::json::value& each : type->get_array()) {
            words += words.empty() ? "" : " or ";
            words += each.is_string() ? type_in_words(each.get_string()) : "";
        }
    }
    return words.empty() ? "a value" : words;
}

std::string number_in_words(const boost::json::value& value) {
    std::array<char, 32> text{};
    std::to_chars_result end{text.data(), {}};
    if (value.is_int64()) {
        end = std::to_chars(text.data(), text.data() + text.size(), value.get_int64());
    } else if (value.is_uint64()) {
        end = std::to_chars(text.data(), text.data() + text.size(), value.get_uint64());
    } else {
        end = std::to_chars(text.data(), text.data() + text.size(), value.get_double());
    }
    return {text.data(), end.ptr};
}

}  // namespace

std::string expected_in_words(const boost::json::object& schema) {
    const boost::json::value* own = schema.if_contains("x-expected");
    if (own != nullptr && own->is_string()) {
        return std::string{own->get_string()};
    }
    const boost::json::value* choices = schema.if_contains("enum");
    if (choices == nullptr || !choices->is_array()) {
        return types_in_words(schema.if_contains("type"));
    }
    std::string words;
    for (const boost::json::value& choice : choices->get_array()) {
        words += words.empty() ? "" : ", ";
        words += choice.is_string() ? std::string{choice.get_string()} : found_in_words(choice);
    }
    return (choices->get_array().size() > 1 ? "one of " : "") + words;
}

std::string found_in_words(const boost::json::value& value) {
    if (value.is_string()) {
        return in_quotes(value.get_string());
    }
    if (value.is_bool()) {
        return value.get_bool() ? "true" : "false";
    }
    return value.is_number() ? number_in_words(value) : kind_in_words(value);
}

std::string kind_in_words(const boost::json::value& value) {
    switch (value.kind()) {
    case boost::json::kind::null:
        return "nothing";
    case boost::json::kind::bool_:
        return "true or false";
    case boost::json::kind::string:
        return "text";
    case boost::json::kind::array:
        return "a list";
    case boost::json::kind::object:
        return is_secret_reference(value) ? "a secret reference" : "a map";
    default:
        return "a number";
    }
}

std::string in_quotes(std::string_view text) {
    bool cut = text.size() > longest_quote;
    if (cut) {
        std::size_t end = longest_quote;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
            --end;
        }
        text = text.substr(0, end);
    }
    std::string words = "'";
    for (char c : text) {
        words += static_cast<unsigned char>(c) < 0x20 || c == 0x7F ? '?' : c;
    }
    return words + (cut ? "...'" : "'");
}

bool is_secret_reference(const boost::json::value& value) {
    const boost::json::object* object = value.if_object();
    if (object == nullptr || object->size() != 1) {
        return false;
    }
    const boost::json::value* name = object->if_contains("$secret");
    return name != nullptr && name->is_string();
}

}  // namespace host
