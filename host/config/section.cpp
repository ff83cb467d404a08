#include "host/config/section.hpp"

#include "host/config/places.hpp"
#include "host/manifest/duration.hpp"
#include "host/manifest/pointer.hpp"
#include "host/manifest/schema_words.hpp"

#include <boost/json/array.hpp>

#include <filesystem>
#include <utility>

namespace host {

namespace json = boost::json;

Section::Section(const json::object& object, std::string pointer, Reading& reading)
    : object_{&object}, pointer_{std::move(pointer)}, reading_{&reading} {}

std::optional<std::string> Section::text(std::string_view name) const {
    const json::value* value = find(name);
    if (value == nullptr || !value->is_string() || value->get_string().empty()) {
        return std::nullopt;
    }
    return std::string{value->get_string()};
}

std::optional<std::uint64_t> Section::count(std::string_view name) const {
    const json::value* value = find(name);
    bool fits =
        value != nullptr && (value->is_uint64() || (value->is_int64() && value->get_int64() >= 0));
    return fits ? std::optional{value->to_number<std::uint64_t>()} : std::nullopt;
}

std::optional<double> Section::number(std::string_view name) const {
    const json::value* value = find(name);
    return value != nullptr && value->is_number() ? std::optional{value->to_number<double>()}
                                                  : std::nullopt;
}

std::optional<bool> Section::flag(std::string_view name) const {
    const json::value* value = find(name);
    return value != nullptr && value->is_bool() ? std::optional{value->get_bool()} : std::nullopt;
}

std::optional<Literal> Section::literal(std::string_view name) const {
    const json::value* value = find(name);
    if (value == nullptr || value->is_structured()) {
        return std::nullopt;
    }
    return as_literal(*value, pointer_to(pointer_, name));
}

std::vector<Literal> Section::literals(std::string_view name) const {
    std::vector<Literal> all;
    const json::value* value = find(name);
    const json::array* list = value != nullptr ? value->if_array() : nullptr;
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        if (!(*list)[i].is_structured()) {
            all.push_back(as_literal((*list)[i], pointer_to(pointer_to(pointer_, name), i)));
        }
    }
    return all;
}

std::vector<std::string> Section::texts(std::string_view name) const {
    std::vector<std::string> all;
    const json::value* value = find(name);
    if (const json::array* list = value != nullptr ? value->if_array() : nullptr) {
        for (const json::value& item : *list) {
            if (item.is_string()) {
                all.emplace_back(item.get_string());
            }
        }
    }
    return all;
}

std::optional<Section> Section::section(std::string_view name) const {
    const json::value* value = find(name);
    if (value == nullptr || !value->is_object()) {
        return std::nullopt;
    }
    return Section{value->get_object(), pointer_to(pointer_, name), *reading_};
}

std::optional<std::chrono::milliseconds>
Section::milliseconds(std::string_view name, std::chrono::milliseconds least) const {
    const json::value* value = find(name);
    if (value == nullptr || value->is_structured()) {
        return std::nullopt;
    }
    std::string written = as_literal(*value, pointer_to(pointer_, name)).text;
    std::optional<std::chrono::milliseconds> span = parse_duration(written);
    std::string found = value->is_string() ? in_quotes(written) : written;
    if (!span && !value->is_null()) {
        error(place(name).value, "expected " + std::string{duration_in_words} + ", found " + found);
    } else if (span && *span < least) {
        std::string shortest = std::to_string(least.count()) + "ms";
        error(
            place(name).value, "expected a duration of at least " + shortest + ", found " + found
        );
        return std::nullopt;
    }
    return span;
}

std::optional<std::chrono::seconds>
Section::seconds(std::string_view name, std::chrono::milliseconds least) const {
    std::optional<std::chrono::milliseconds> span = milliseconds(name, least);
    return span ? std::optional{std::chrono::ceil<std::chrono::seconds>(*span)} : std::nullopt;
}

std::string Section::absolute(const std::string& path) const {
    return (std::filesystem::path{reading_->folder} / path).lexically_normal().string();
}

const Place& Section::place() const {
    return *nearest_place(reading_->places, pointer_);
}

const Place& Section::place(std::string_view name) const {
    return *nearest_place(reading_->places, pointer_to(pointer_, name));
}

void Section::error(const Mark& at, std::string sentence) const {
    reading_->issues.push_back({Issue::Severity::error, at, std::move(sentence)});
}

const json::value* Section::find(std::string_view name) const {
    return object_->if_contains(name);
}

Literal Section::as_literal(const json::value& value, const std::string& pointer) const {
    if (value.is_string()) {
        return {Literal::Kind::string, std::string{value.get_string()}};
    }
    if (value.is_null()) {
        return {Literal::Kind::null, ""};
    }
    auto place = reading_->places.find(pointer);
    bool as_it_stood = place != reading_->places.end() && !place->second.literal.empty();
    return {
        value.is_bool() ? Literal::Kind::boolean : Literal::Kind::number,
        as_it_stood ? place->second.literal : found_in_words(value)};
}

}  // namespace host
