#include "tests/sandbox/json_fields.hpp"

#include "tests/sandbox/decode.hpp"

namespace sandbox {

namespace json = boost::json;

const json::value* member(const json::object& object, std::string_view name) {
    const json::value* found = object.if_contains(name);
    return found == nullptr || found->is_null() ? nullptr : found;
}

bool JsonFields::fail(std::string_view where, std::string_view what) {
    fault_.append(where).append(" ").append(what);
    return false;
}

bool JsonFields::text(
    const json::object& in, std::string_view name, std::size_t most, std::string_view& to
) {
    const json::value* value = member(in, name);
    if (value == nullptr) {
        return true;
    }
    if (!value->is_string()) {
        return fail(name, "must be a string");
    }
    if (characters(value->get_string()) > most) {
        return fail(name, "size must be between 0 and " + std::to_string(most));
    }
    to = copy(value->get_string());
    return true;
}

bool JsonFields::object(const json::object& in, std::string_view name, const json::object*& to) {
    const json::value* value = member(in, name);
    to = value == nullptr ? nullptr : value->if_object();
    return value == nullptr || to != nullptr || fail(name, "must be an object");
}

bool JsonFields::array(
    const json::object& in, std::string_view name, std::size_t most, const json::array*& to
) {
    const json::value* value = member(in, name);
    to = value == nullptr ? nullptr : value->if_array();
    if (value != nullptr && to == nullptr) {
        return fail(name, "must be an array");
    }
    return to == nullptr || to->size() <= most ||
           fail(name, "size must be between 0 and " + std::to_string(most));
}

}  // namespace sandbox
