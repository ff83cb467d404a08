// A YAML document as a tree of marked nodes, the only place that knows the YAML library. Used by
// parse(); start-up.
#pragma once

#include "host/record/mark.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

inline constexpr std::size_t max_yaml_bytes = 1 << 20;
inline constexpr std::size_t max_yaml_nesting = 64;
inline constexpr std::size_t max_yaml_nodes = 100'000;  // aliases count as what they stand for

struct YamlNode {
    // plain: unquoted text, which may be a number or a boolean. quoted: text, whatever it looks
    // like.
    enum class Kind : std::uint8_t { null, plain, quoted, list, map };
    Kind kind = Kind::null;
    std::string text;
    Mark at;                      // of null: not reliable, the parser names the next line
    std::vector<YamlNode> keys;   // map: plain or quoted; keys[i] names items[i]
    std::vector<YamlNode> items;  // map and list
};

struct YamlFile {
    std::optional<YamlNode> root;  // absent after an error that ends the reading
    std::vector<Issue> issues;  // syntax, repeated keys, merge keys, tags, further documents, size
};

// Never throws, whatever the bytes are.
YamlFile read_yaml(std::string_view text, std::string_view file);

}  // namespace host
