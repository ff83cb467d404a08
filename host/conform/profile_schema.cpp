#include "host/conform/profile.hpp"

#include <boost/json/parse.hpp>

namespace host {
namespace {

constexpr std::string_view schema_text = R"({
  "type": "object",
  "additionalProperties": false,
  "properties": {
    "action": {"type": "string"},
    "config": {"type": "object"},
    "options": {"type": "object"},
    "secrets": {"type": "object", "additionalProperties": {"type": "string", "minLength": 8}},
    "fields": {
      "type": "object",
      "additionalProperties": {
        "type": "object",
        "additionalProperties": false,
        "properties": {
          "type": {"type": "string", "enum": ["string", "number", "boolean", "json", "time", "bytes", "integer", "float"]},
          "value": {"type": "string"},
          "values": {"type": "array", "items": {"type": "string"}},
          "constant": {"type": "string"}
        }
      }
    },
    "expect": {
      "type": "object",
      "additionalProperties": {
        "type": ["string", "array"],
        "x-expected": "delivered, retry, pause, rejected, auth, any, or a list of them"
      }
    },
    "accepted": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "status": {"type": "integer", "minimum": 200, "maximum": 299},
        "content_type": {"type": "string"},
        "body": {"type": "string"}
      }
    },
    "routes": {
      "type": "array",
      "items": {
        "type": "object",
        "additionalProperties": false,
        "required": ["path"],
        "properties": {
          "path": {"type": "string", "pattern": "^/"},
          "status": {"type": "integer", "minimum": 200, "maximum": 599},
          "content_type": {"type": "string"},
          "body": {"type": "string"}
        }
      }
    },
    "skip": {
      "type": "array",
      "items": {
        "type": "object",
        "additionalProperties": false,
        "required": ["check", "reason", "expires"],
        "properties": {
          "check": {"type": "string"},
          "reason": {"type": "string", "minLength": 1},
          "expires": {"type": "string", "pattern": "^([0-9]{4}-[0-9]{2}-[0-9]{2}|never)$",
                      "x-expected": "a date such as 2027-01-31, or never for a runtime that cannot behave"}
        }
      }
    },
    "http": {"type": "boolean"},
    "thresholds": {
      "type": "object",
      "additionalProperties": false,
      "properties": {
        "records_per_second": {"type": "number", "minimum": 0},
        "cpu_us_per_record": {"type": "number", "minimum": 0}
      }
    }
  }
})";

}  // namespace

const boost::json::object& profile_schema() {
    static const boost::json::value schema =
        boost::json::parse({schema_text.data(), schema_text.size()});
    return schema.get_object();
}

}  // namespace host
