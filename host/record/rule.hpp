// What a pipeline file asks for, as plain values: one mapping rule, one condition. Made by
// host/config, compiled by host/mapping.
#pragma once

#include "host/record/mark.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace host {

// A literal of the file: `default: none`, `const: 5`. Text as it stood for numbers.
struct Literal {
    enum class Kind : std::uint8_t { null, boolean, number, string };
    Kind kind = Kind::null;
    std::string text;
};

enum class Cast : std::uint8_t { none, string, number, integer, boolean };

// sha256 in hex of an e-mail that is trimmed and lower-cased first, or of the text as it stands.
enum class Hash : std::uint8_t { none, sha256, sha256_email };

// One line under `mapping:`. Either `path` or `constant` is set.
struct Rule {
    std::string field;  // the destination's: "mbox3rdPartyId", "profile.tier", "profile.*"
    std::string path;   // "a.b[0].c", "ids[*].crm"
    std::optional<Literal> constant;
    std::optional<Literal> fallback;  // `default:` when the path finds nothing or null
    Cast cast = Cast::none;
    Hash hash = Hash::none;
    std::optional<std::string>
        join;  // joins the several values, or an array's elements, by this text
    std::vector<std::string>
        include;  // prefix fields only: members to take (after flattening), all if empty
    std::vector<std::string> exclude;  // prefix fields only: members to leave out
    Mark at;                           // of the field's name
};

// `where:`. A leaf has `path` and one test; a branch has all, any or not.
struct Condition {
    enum class Kind : std::uint8_t { equals, not_equals, in, exists, all, any, negation };
    Kind kind = Kind::all;
    std::string path;
    std::vector<Literal> values;   // equals, not_equals: one; in: some
    bool wanted = true;            // exists: true or false
    std::vector<Condition> parts;  // all, any: some; negation: one
    Mark at;
};

}  // namespace host
