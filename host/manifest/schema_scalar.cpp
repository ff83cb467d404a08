#include "host/manifest/schema_scalar.hpp"

#include "host/manifest/did_you_mean.hpp"
#include "host/manifest/schema_words.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <regex>
#include <string_view>
#include <vector>

namespace host {
namespace {

namespace json = boost::json;
using Fault = std::optional<ScalarFault>;

// std::regex recurses once per character, so longer text would end the stack.
constexpr std::size_t longest_matched = 1024;

std::size_t characters(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

bool matches(std::string_view text, const std::string& pattern) {
    return text.size() <= longest_matched &&
           std::regex_search(text.begin(), text.end(), std::regex{pattern});
}

Fault choice_fault(const json::value& value, const json::object& schema) {
    const json::value* choices = schema.if_contains("enum");
    if (choices == nullptr) {
        return std::nullopt;
    }
    std::vector<std::string> words;
    for (const json::value& choice : choices->get_array()) {
        if (choice == value) {
            return std::nullopt;
        }
        if (choice.is_string()) {
            words.emplace_back(choice.get_string());
        }
    }
    std::optional<std::string> meant;
    if (value.is_string()) {
        meant = did_you_mean(value.get_string(), words);
    }
    std::string advice = meant ? "did you mean '" + *meant + "'?" : "";
    return ScalarFault{expected_in_words(schema), found_in_words(value), advice};
}

// The rule that the text breaks, in words; "" if it breaks none.
std::string broken_rule(std::string_view text, const json::object& schema) {
    const json::value* least = schema.if_contains("minLength");
    const json::value* most = schema.if_contains("maxLength");
    const json::value* pattern = schema.if_contains("pattern");
    if (least != nullptr && characters(text) < least->to_number<std::size_t>()) {
        return text.empty() ? "that is not empty"
                            : "of at least " + found_in_words(*least) + " characters";
    }
    if (most != nullptr && characters(text) > most->to_number<std::size_t>()) {
        return "of at most " + found_in_words(*most) + " characters";
    }
    if (pattern != nullptr && !matches(text, std::string{pattern->get_string()})) {
        return "that matches " + std::string{pattern->get_string()};
    }
    return "";
}

Fault text_fault(std::string_view text, const json::object& schema) {
    std::string rule = broken_rule(text, schema);
    if (rule.empty()) {
        return std::nullopt;
    }
    bool own_words = schema.contains("x-expected");
    return ScalarFault{own_words ? expected_in_words(schema) : "text " + rule, in_quotes(text), ""};
}

std::string range_in_words(const json::value* least, const json::value* most) {
    if (least != nullptr && most != nullptr) {
        return " from " + found_in_words(*least) + " to " + found_in_words(*most);
    }
    return least != nullptr ? " of at least " + found_in_words(*least)
                            : " of at most " + found_in_words(*most);
}

Fault number_fault(const json::value& value, const json::object& schema) {
    const json::value* least = schema.if_contains("minimum");
    const json::value* most = schema.if_contains("maximum");
    auto number = value.to_number<double>();
    bool low = least != nullptr && number < least->to_number<double>();
    bool high = most != nullptr && number > most->to_number<double>();
    if (!low && !high) {
        return std::nullopt;
    }
    std::string range = schema.contains("x-expected") ? "" : range_in_words(least, most);
    return ScalarFault{expected_in_words(schema) + range, found_in_words(value), ""};
}

}  // namespace

std::optional<ScalarFault> scalar_fault(const json::value& value, const json::object& schema) {
    Fault fault = choice_fault(value, schema);
    if (!fault && value.is_string()) {
        fault = text_fault(value.get_string(), schema);
    } else if (!fault && value.is_number()) {
        fault = number_fault(value, schema);
    }
    return fault;
}

}  // namespace host
