// JSON written by hand where a tree would cost too much: strings and members; any thread.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace sandbox {

/// Appends `text` as a JSON string with its quotes: `"`, `\` and control characters escaped, all
/// else as it is.
void append_json(std::string& out, std::string_view text);

/// Appends a decimal number.
void append_json(std::string& out, std::uint64_t number);

/// Writes one object, member by member: `{"a":1,"b":"x"}`. The text is complete after close().
class JsonObject {
public:
    explicit JsonObject(std::string& out) : out_(out) { out_ += '{'; }

    /// A member with a string, a number or a truth value.
    void text(std::string_view name, std::string_view value);
    void number(std::string_view name, std::uint64_t value);
    void truth(std::string_view name, bool value);
    /// A member with a string; nothing at all when it is empty.
    void text_if_any(std::string_view name, std::string_view value);
    /// The name and the colon; the caller appends the value to the same text.
    void raw(std::string_view name);
    void close() { out_ += '}'; }

private:
    std::string& out_;
    bool first_ = true;
};

}  // namespace sandbox
