#include "host/manifest/json_members.hpp"

#include "host/manifest/duration.hpp"
#include "host/manifest/schema.hpp"
#include "host/manifest/schema_words.hpp"

#include <utility>

namespace host {

namespace json = boost::json;

JsonMembers::JsonMembers(const json::object& object, std::string at, std::string& fault)
    : object_{object}, at_{std::move(at)}, fault_{fault} {}

void JsonMembers::text(std::string_view name, std::string& to) {
    if (const json::value* value = member(name, "text", &json::value::is_string)) {
        to = value->get_string();
    }
}

void JsonMembers::flag(std::string_view name, bool& to) {
    if (const json::value* value = member(name, "true or false", &json::value::is_bool)) {
        to = value->get_bool();
    }
}

void JsonMembers::texts(std::string_view name, std::vector<std::string>& to) {
    if (const json::value* value = member(name, "a list of texts", &json::value::is_array)) {
        to = texts_of(*value, name);
    }
}

void JsonMembers::schema(std::string_view name, json::object& to) {
    const json::value* value = object_.if_contains(name);
    if (value == nullptr) {
        return;
    }
    if (std::optional<std::string> found = schema_fault(*value)) {
        fail(at_ + std::string{name} + ": " + *found);
        return;
    }
    to = value->get_object();
}

std::optional<std::uint64_t> JsonMembers::count(std::string_view name) {
    const json::value* value = object_.if_contains(name);
    if (value == nullptr) {
        return std::nullopt;
    }
    if ((value->is_int64() && value->get_int64() >= 0) || value->is_uint64()) {
        return value->to_number<std::uint64_t>();
    }
    wrong(name, "a whole number from 0", *value);
    return std::nullopt;
}

std::optional<std::chrono::seconds> JsonMembers::seconds(std::string_view name) {
    const json::value* value = object_.if_contains(name);
    if (value == nullptr) {
        return std::nullopt;
    }
    std::string text =
        value->is_string() ? std::string{value->get_string()} : found_in_words(*value);
    if (std::optional<std::chrono::milliseconds> span = parse_duration(text)) {
        return std::chrono::ceil<std::chrono::seconds>(*span);
    }
    wrong(name, duration_in_words, *value);
    return std::nullopt;
}

const json::object* JsonMembers::object(std::string_view name) {
    const json::value* value = member(name, "an object", &json::value::is_object);
    return value == nullptr ? nullptr : value->if_object();
}

const json::array* JsonMembers::list(std::string_view name) {
    const json::value* value = member(name, "a list", &json::value::is_array);
    return value == nullptr ? nullptr : value->if_array();
}

std::vector<std::string> JsonMembers::texts_of(const json::value& list, std::string_view name) {
    const json::array* items = list.if_array();
    if (items == nullptr) {
        wrong(name, "a list of texts", list);
        return {};
    }
    std::vector<std::string> all;
    for (const json::value& item : *items) {
        if (!item.is_string()) {
            wrong(name, "a list of texts", item);
            return {};
        }
        all.emplace_back(item.get_string());
    }
    return all;
}

void JsonMembers::fail(std::string sentence) {
    if (fault_.empty()) {
        fault_ = std::move(sentence);
    }
}

void JsonMembers::wrong(
    std::string_view name, std::string_view expected, const json::value& found
) {
    fail(
        "expected " + at_ + std::string{name} + " to be " + std::string{expected} + ", found " +
        found_in_words(found)
    );
}

const json::value* JsonMembers::member(std::string_view name, std::string_view expected, Is is) {
    const json::value* value = object_.if_contains(name);
    if (value != nullptr && !(value->*is)()) {
        wrong(name, expected, *value);
        return nullptr;
    }
    return value;
}

}  // namespace host
