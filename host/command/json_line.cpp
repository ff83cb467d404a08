#include "host/command/json_line.hpp"

#include "host/report/text.hpp"

namespace host {

JsonLine& JsonLine::text(std::string_view name, std::string_view text) {
    std::string quoted;
    append_json_quoted(quoted, text);
    return raw(name, quoted);
}

JsonLine& JsonLine::number(std::string_view name, std::int64_t number) {
    return raw(name, std::to_string(number));
}

JsonLine& JsonLine::count(std::string_view name, std::uint64_t count) {
    return raw(name, std::to_string(count));
}

JsonLine& JsonLine::raw(std::string_view name, std::string_view json) {
    members_ += members_.empty() ? "" : ",";
    append_json_quoted(members_, name);
    members_.append(":").append(json);
    return *this;
}

}  // namespace host
