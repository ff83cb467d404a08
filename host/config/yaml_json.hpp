// A YAML tree as JSON, with the place of every member. Used by parse(); start-up.
#pragma once

#include "host/config/config.hpp"
#include "host/config/yaml_tree.hpp"

#include <boost/json/value.hpp>

#include <vector>

namespace host {

struct MarkedJson {
    boost::json::value root;
    Places places;  // "" is the whole
};

// Plain text that is true, false or a number of JSON becomes that; all else is text. Words that
// other readers of YAML take for booleans (yes, Off, True ...) are an issue unless they are quoted.
MarkedJson to_json(const YamlNode& root, std::vector<Issue>& issues);

}  // namespace host
