// Pieces that the tests of host/config share: a small plugin's manifest, and YAML read as far as a
// test needs it.
#pragma once

#include "host/config/check.hpp"
#include "host/config/issues.hpp"
#include "host/config/section.hpp"
#include "host/config/yaml_json.hpp"
#include "host/config/yaml_tree.hpp"

#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace fixtures {

// Settings host (mandatory), port, labels, body (a path) and login.password; secrets login.password and token.
// Action send with the fields to (mandatory), subject and vars.*, options audience {name, value},
// tries and footer (a path). Action purge without options.
inline host::Manifest mail_manifest() {
    return host::parse_manifest(R"({
      "id": "org.example.mail",
      "config_schema": {"type": "object", "additionalProperties": false, "required": ["host"], "properties": {
        "host": {"type": "string", "description": "The mail server.", "pattern": "^[a-z0-9.]+$"},
        "port": {"type": "integer", "minimum": 1, "maximum": 65535, "default": 25},
        "labels": {"type": "array", "items": {"type": "string"}},
        "body": {"type": "string", "format": "path"},
        "token": {"type": "string"},
        "headers": {"type": "object", "additionalProperties": {"type": "string"}},
        "login": {"type": "object", "additionalProperties": false, "properties": {
          "user": {"type": "string"}, "password": {"type": "string"}}}}},
      "secrets": ["token", "login.password", "headers.*"],
      "actions": [
        {"id": "send", "title": "Send a mail", "ops": ["upsert"],
         "fields": [{"name": "to", "title": "Recipient", "required": true}, {"name": "subject"}, {"name": "vars.*"}],
         "options_schema": {"type": "object", "additionalProperties": false, "properties": {
           "audience": {"type": "object", "additionalProperties": false, "required": ["name"], "properties": {
             "name": {"type": "string"}, "value": {"type": "string", "default": "1"}}},
           "tries": {"type": "integer", "minimum": 1},
           "footer": {"type": "string", "format": "path"}}}},
        {"id": "purge", "ops": ["upsert", "delete"], "fields": [{"name": "to", "required": true}]}]})"
    )
        .value();
}

inline std::vector<std::string> texts(const std::vector<host::Issue>& issues) {
    std::vector<std::string> all;
    for (const host::Issue& issue : issues) {
        all.push_back(host::to_text(issue));
    }
    return all;
}

// YAML as a section, with everything that the section refers to.
class Written {
public:
    explicit Written(const std::string& yaml) {
        host::YamlFile file = host::read_yaml(yaml, "f.yaml");
        issues = std::move(file.issues);
        json_ = host::to_json(file.root.value(), issues);
        reading_.emplace(host::Reading{"f.yaml", "/folder", json_.places, issues});
    }

    host::Section section() { return {json_.root.get_object(), "", *reading_}; }
    std::vector<std::string> lines() const { return texts(issues); }

    std::vector<host::Issue> issues;

private:
    host::MarkedJson json_;
    std::optional<host::Reading> reading_;
};

}  // namespace fixtures
