#include "host/manifest/member_schema.hpp"
#include "host/manifest/pointer.hpp"
#include "host/manifest/schema.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace host {
namespace {

namespace json = boost::json;

bool allows(const json::object& schema, std::string_view type) {
    const json::value* types = schema.if_contains("type");
    if (types != nullptr && types->is_string()) {
        return types->get_string() == type;
    }
    const json::array* list = types != nullptr ? types->if_array() : nullptr;
    return list != nullptr && std::any_of(list->begin(), list->end(), [&](const json::value& each) {
               return each.is_string() && each.get_string() == type;
           });
}

bool wants_text(const json::value& value, const json::object& schema) {
    bool as_it_is = value.is_bool() ? allows(schema, "boolean")
                                    : allows(schema, "number") || allows(schema, "integer");
    return (value.is_bool() || value.is_number()) && allows(schema, "string") && !as_it_is;
}

void take(
    json::value& value, const json::object* schema, const LiteralTexts& texts, const std::string& at
) {
    if (schema == nullptr) {
        return;
    }
    if (json::object* object = value.if_object()) {
        for (auto& member : *object) {
            std::string_view name = member.key();
            take(member.value(), member_schema(*schema, name), texts, pointer_to(at, name));
        }
    } else if (json::array* list = value.if_array()) {
        for (std::size_t i = 0; i < list->size(); ++i) {
            take((*list)[i], item_schema(*schema), texts, pointer_to(at, i));
        }
    } else if (auto text = texts.find(at); text != texts.end() && wants_text(value, *schema)) {
        value = text->second;
    }
}

}  // namespace

void take_literals_as_text(
    json::value& value, const json::object& schema, const LiteralTexts& texts
) {
    take(value, &schema, texts, "");
}

}  // namespace host
