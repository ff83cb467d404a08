#include "host/config/file_schema.hpp"

#include <boost/json/parse.hpp>

#include <utility>

namespace host {
namespace {

namespace json = boost::json;

constexpr const char* file_keys = R"({
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "plugin_path": {
      "type": ["string", "array"],
      "minLength": 1,
      "items": {"type": "string", "minLength": 1},
      "description": "Folder or folders in which plugins are looked up, before those of the installation."
    },
    "state_dir": {
      "type": "string",
      "minLength": 1,
      "description": "Folder of checkpoints, rejects and quotas. By default sluice-state beside the file."
    },
    "status": {
      "type": "object",
      "additionalProperties": false,
      "required": ["listen"],
      "description": "A status server: /metrics for Prometheus, /healthz, /readyz, /status.",
      "properties": {
        "listen": {
          "type": "string",
          "minLength": 1,
          "description": "IP address and port, say 127.0.0.1:9464; port 0 for any that is free. Others than loopback need a token."
        },
        "token": {
          "type": "object",
          "additionalProperties": false,
          "description": "Asked of every caller, as Authorization: Bearer. A reference: { env: NAME } or { file: PATH }.",
          "properties": {
            "env": {"type": "string", "minLength": 1, "description": "Name of the environment variable that holds it."},
            "file": {"type": "string", "minLength": 1, "description": "Path of the file that holds it."}
          }
        }
      }
    },
    "destinations": {
      "type": "object",
      "description": "Where updates go, by a name of your own."
    },
    "pipelines": {
      "type": "object",
      "description": "Which records go where and as what, by a name of your own."
    }
  }
})";

constexpr const char* destination_keys = R"({
  "type": "object",
  "additionalProperties": false,
  "required": ["plugin"],
  "properties": {
    "plugin": {
      "type": "string",
      "minLength": 1,
      "description": "Name of the plugin in the plugin path, or a path to its file."
    },
    "sha256": {
      "type": "string",
      "pattern": "^[0-9A-Fa-f]{64}$",
      "x-expected": "the SHA-256 of the plugin's file, 64 hex digits",
      "description": "Pins the plugin's file to this SHA-256."
    },
    "isolation": {
      "type": "string",
      "enum": ["process", "inproc"],
      "description": "process: the plugin runs in a process of its own and cannot take this one down. By default inproc for plugins that come with sluice, process for all others."
    },
    "max_memory": {
      "type": "integer",
      "minimum": 67108864,
      "description": "Bytes that the plugin's own process may allocate, 1 GiB by default; for isolation: process."
    },
    "config": {
      "type": "object",
      "description": "The plugin's settings. A secret is a reference: { env: NAME } or { file: PATH }."
    }
  }
})";

constexpr const char* pipeline_keys = R"({
  "type": "object",
  "required": ["source", "destination", "action", "mapping"],
  "properties": {
    "source": {
      "type": "object",
      "additionalProperties": false,
      "required": ["file"],
      "description": "Where the records come from.",
      "properties": {
        "file": {
          "type": "object",
          "additionalProperties": false,
          "required": ["path"],
          "description": "A file of records, or standard input.",
          "properties": {
            "path": {
              "type": "string",
              "minLength": 1,
              "description": "Path of the file, from the folder of this one, or - for standard input."
            },
            "format": {
              "type": "string",
              "enum": ["ndjson", "csv"],
              "description": "By default from the name: .csv is csv; .ndjson, .jsonl, .json and - are ndjson."
            }
          }
        }
      }
    },
    "destination": {
      "type": "string",
      "minLength": 1,
      "description": "Name of one of the destinations."
    },
    "action": {
      "type": "string",
      "minLength": 1,
      "description": "What the plugin is to do with each update."
    },
    "mapping": {
      "type": "object",
      "description": "The action's fields, each with the path of its value in the record."
    },
    "where": {
      "type": "object",
      "description": "Only records for which this holds are sent; the others are counted as filtered."
    },
    "operation": {
      "type": "string",
      "enum": ["upsert", "delete"],
      "default": "upsert",
      "description": "upsert sets the attributes, delete takes the user out, if the action can."
    },
    "options": {
      "type": "object",
      "description": "The action's options. They may as well stand directly in the pipeline."
    }
  }
})";

json::object parsed(const char* text) {
    return json::parse(text).get_object();
}

json::object& member(json::object& schema, const char* name) {
    return schema.at("properties").get_object().at(name).get_object();
}

}  // namespace

json::object file_schema() {
    json::object pipeline = parsed(pipeline_keys);
    for (const auto& section : delivery_schemas()) {
        pipeline.at("properties").get_object().emplace(section.key(), section.value());
    }
    member(pipeline, "mapping").emplace("additionalProperties", rule_schema());

    json::object file = parsed(file_keys);
    member(file, "destinations").emplace("additionalProperties", parsed(destination_keys));
    member(file, "pipelines").emplace("additionalProperties", std::move(pipeline));
    return file;
}

}  // namespace host
