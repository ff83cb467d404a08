#include "host/manifest/pointer.hpp"
#include "host/manifest/schema.hpp"
#include "host/manifest/schema_words.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>
#include <regex>

namespace host {
namespace {

namespace json = boost::json;

// They would change the judgement, so a schema that uses them would not be enforced as its author
// meant it.
constexpr std::array<std::string_view, 27> refused{
    "$ref",
    "allOf",
    "anyOf",
    "oneOf",
    "not",
    "if",
    "then",
    "else",
    "const",
    "contains",
    "dependencies",
    "dependentRequired",
    "dependentSchemas",
    "exclusiveMaximum",
    "exclusiveMinimum",
    "maxItems",
    "maxProperties",
    "minItems",
    "minProperties",
    "multipleOf",
    "patternProperties",
    "prefixItems",
    "propertyNames",
    "unevaluatedItems",
    "unevaluatedProperties",
    "uniqueItems",
    "additionalItems"};

constexpr std::array<std::string_view, 7> types{
    "string", "integer", "number", "boolean", "object", "array", "null"};

using Fault = std::optional<std::string>;

Fault fault(std::string_view at, std::string_view keyword, std::string_view expected) {
    std::string place = at.empty() ? "" : " at " + std::string{at};
    return "schema" + place + ": expected " + std::string{keyword} + " to be " +
           std::string{expected};
}

bool is_type_name(const json::value& value) {
    return value.is_string() &&
           std::find(types.begin(), types.end(), std::string_view{value.get_string()}) !=
               types.end();
}

bool is_list_of(const json::value& value, bool (*of)(const json::value&)) {
    const json::array* list = value.if_array();
    return list != nullptr && std::all_of(list->begin(), list->end(), of);
}

bool is_text(const json::value& value) {
    return value.is_string();
}

bool is_count(const json::value& value) {
    return (value.is_int64() && value.get_int64() >= 0) || value.is_uint64();
}

bool is_pattern(const json::value& value) {
    if (!value.is_string()) {
        return false;
    }
    try {
        const std::regex compiled{std::string{value.get_string()}};
        return true;
    } catch (const std::regex_error&) {
        return false;
    }
}

bool is_type(const json::value& value) {
    return is_type_name(value) || is_list_of(value, is_type_name);
}

bool is_choice(const json::value& value) {
    return value.is_array() && !value.get_array().empty();
}

bool is_number(const json::value& value) {
    return value.is_number();
}

bool is_names(const json::value& value) {
    return is_list_of(value, is_text);
}

struct KeywordRule {
    std::string_view keyword;
    bool (*holds)(const json::value&);
    std::string_view expected;
};

constexpr std::array<KeywordRule, 11> rules{
    {{"type", is_type, "a type of JSON Schema or a list of them"},
     {"enum", is_choice, "a list of values"},
     {"pattern", is_pattern, "a regular expression (ECMAScript)"},
     {"minLength", is_count, "a whole number from 0"},
     {"maxLength", is_count, "a whole number from 0"},
     {"minimum", is_number, "a number"},
     {"maximum", is_number, "a number"},
     {"required", is_names, "a list of names"},
     {"title", is_text, "text"},
     {"description", is_text, "text"},
     {"x-expected", is_text, "text"}}};

Fault keyword_fault(std::string_view keyword, const json::value& value, std::string_view at) {
    if (std::find(refused.begin(), refused.end(), keyword) != refused.end()) {
        return fault(at, keyword, "absent: it is not in the subset that manifests may use");
    }
    for (const KeywordRule& rule : rules) {
        if (rule.keyword == keyword && !rule.holds(value)) {
            return fault(at, keyword, rule.expected);
        }
    }
    return std::nullopt;
}

Fault fault_at(const json::value& schema, const std::string& at);

Fault properties_fault(const json::value& properties, const std::string& at) {
    if (!properties.is_object()) {
        return fault(at, "properties", "an object of schemas");
    }
    for (const auto& property : properties.get_object()) {
        if (Fault found =
                fault_at(property.value(), pointer_to(at, std::string_view{property.key()}))) {
            return found;
        }
    }
    return std::nullopt;
}

Fault fault_at(const json::value& schema, const std::string& at) {
    if (!schema.is_object()) {
        return "schema" + (at.empty() ? "" : " at " + at) + ": expected an object, found " +
               kind_in_words(schema);
    }
    for (const auto& keyword : schema.get_object()) {
        std::string_view name = keyword.key();
        Fault found = keyword_fault(name, keyword.value(), at);
        bool is_flag = name == "additionalProperties" && keyword.value().is_bool();
        if (name == "properties") {
            found = properties_fault(keyword.value(), at + "/properties");
        } else if (name == "items" || (name == "additionalProperties" && !is_flag)) {
            found = fault_at(keyword.value(), pointer_to(at, name));
        }
        if (found) {
            return found;
        }
    }
    return std::nullopt;
}

}  // namespace

std::optional<std::string> schema_fault(const json::value& schema) {
    return fault_at(schema, "");
}

}  // namespace host
