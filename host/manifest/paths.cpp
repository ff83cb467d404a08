#include "host/manifest/paths.hpp"

#include "host/manifest/member_schema.hpp"

#include <boost/json/array.hpp>

#include <filesystem>
#include <string_view>

namespace host {
namespace {

namespace json = boost::json;

bool is_path(const json::object& schema) {
    const json::value* format = schema.if_contains("format");
    return format != nullptr && format->is_string() && format->get_string() == "path";
}

void start_at(json::value& value, const json::object* schema, const std::filesystem::path& folder) {
    if (schema == nullptr) {
        return;
    }
    if (json::object* object = value.if_object()) {
        for (auto& member : *object) {
            const std::string_view name = member.key();
            start_at(member.value(), member_schema(*schema, name), folder);
        }
    } else if (json::array* list = value.if_array()) {
        for (json::value& item : *list) {
            start_at(item, item_schema(*schema), folder);
        }
    } else if (value.is_string() && !value.get_string().empty() && is_path(*schema)) {
        const std::string_view written = value.get_string();
        value = (folder / written).lexically_normal().string();
    }
}

}  // namespace

void make_paths_absolute(
    json::value& value, const json::object& schema, const std::string& folder
) {
    start_at(value, &schema, folder);
}

}  // namespace host
