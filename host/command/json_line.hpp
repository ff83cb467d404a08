// One line of JSON, member by member in the order of the calls. Used by the commands that print
// such lines. A value.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace host {

class JsonLine {
public:
    JsonLine& text(std::string_view name, std::string_view text);
    JsonLine& number(std::string_view name, std::int64_t number);
    JsonLine& count(std::string_view name, std::uint64_t count);
    JsonLine& null(std::string_view name) { return raw(name, "null"); }
    // `json` is a whole value.
    JsonLine& raw(std::string_view name, std::string_view json);

    // {...} and a line feed.
    std::string line() const { return '{' + members_ + "}\n"; }

private:
    std::string members_;
};

}  // namespace host
