#include "host/manifest/member_schema.hpp"

#include <boost/json/value.hpp>

namespace host {

namespace json = boost::json;

const json::object* member_schema(const json::object& schema, std::string_view name) {
    const json::value* properties = schema.if_contains("properties");
    const json::value* member = properties != nullptr && properties->is_object()
                                    ? properties->get_object().if_contains(name)
                                    : nullptr;
    if (member == nullptr) {
        member = schema.if_contains("additionalProperties");
    }
    return member != nullptr ? member->if_object() : nullptr;
}

const json::object* item_schema(const json::object& schema) {
    const json::value* items = schema.if_contains("items");
    return items != nullptr ? items->if_object() : nullptr;
}

}  // namespace host
