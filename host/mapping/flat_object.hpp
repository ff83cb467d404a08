// The slot of a prefix field ("profile.*"): an object as one flat JSON object of literals. Used by
// Mapping, on the host thread.
#pragma once

#include "host/mapping/members.hpp"
#include "host/record/arena.hpp"
#include "host/record/document.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace host {

// Nested members get names with dots: {"a":{"b":1}} gives {"a.b":1}. Nulls and numbers stay as they
// stood. An array becomes text: its elements with `join` between (left out if there is none), else
// its JSON text.
class FlatObject {
public:
    // A pattern is a flat name, or its beginning with a * behind: "geo.*".
    struct Choice {
        std::vector<std::string> include;  // all if empty
        std::vector<std::string> exclude;
        std::vector<std::string> elsewhere;  // flat names that have a rule of their own: left out
        std::optional<std::string> join;
    };
    FlatObject() = default;
    explicit FlatObject(Choice choice) : choice_{std::move(choice)} {}

    // Views into `arena`. `object` is an object of the document.
    std::string_view flatten(const Document& document, const Node& object, Arena& arena);

private:
    void collect(const Document& document, const Node& object, Arena& arena);
    bool is_chosen(std::string_view name) const;
    void append_member(const Document& document, const Member& member);

    Choice choice_;
    std::string prefix_;  // of the names in the object that is being collected: "geo."
    std::vector<Member> members_;
    std::string json_;
    std::string text_;
};

}  // namespace host
