#include "host/config/file_schema.hpp"

#include <boost/json/parse.hpp>

namespace host {
namespace {

constexpr const char* rule_keys = R"({
  "type": ["string", "object"],
  "minLength": 1,
  "x-expected": "a path such as customer.id, or a map with path or const",
  "additionalProperties": false,
  "properties": {
    "path": {
      "type": "string",
      "minLength": 1,
      "description": "Where the value stands in the record: a.b[0].c, or ids[*].crm for several."
    },
    "const": {
      "type": ["string", "number", "boolean", "null"],
      "description": "The same value for every record, instead of a path."
    },
    "default": {
      "type": ["string", "number", "boolean", "null"],
      "description": "Stands in when the path finds nothing or null."
    },
    "cast": {
      "type": "string",
      "enum": ["string", "number", "integer", "boolean"],
      "description": "Turns the value into this type; one that cannot be turned rejects the record."
    },
    "hash": {
      "type": "string",
      "enum": ["sha256", "sha256_email"],
      "description": "SHA-256 in hex: of the text as it stands, or of an e-mail that is trimmed and lower-cased first."
    },
    "join": {
      "type": "string",
      "description": "Joins several values, or the elements of an array, with this text between them."
    },
    "include": {
      "type": "array",
      "items": {"type": "string", "minLength": 1},
      "description": "Fields such as profile.* only: the members to take; all by default."
    },
    "exclude": {
      "type": "array",
      "items": {"type": "string", "minLength": 1},
      "description": "Fields such as profile.* only: the members to leave out."
    }
  }
})";

constexpr const char* condition_keys = R"({
  "type": "object",
  "x-expected": "a condition: a map with path and a test, or with all, any or not",
  "additionalProperties": false,
  "properties": {
    "path": {
      "type": "string",
      "minLength": 1,
      "description": "Where the tested value stands in the record."
    },
    "equals": {
      "type": ["string", "number", "boolean", "null"],
      "description": "Holds if the value is this one."
    },
    "not_equals": {
      "type": ["string", "number", "boolean", "null"],
      "description": "Holds if the value is another one, or is missing."
    },
    "in": {
      "type": "array",
      "items": {"type": ["string", "number", "boolean", "null"]},
      "description": "Holds if the value is one of these."
    },
    "exists": {
      "type": "boolean",
      "description": "true: holds if there is a value other than null. false: if there is none."
    },
    "all": {
      "type": "array",
      "items": {"type": "object"},
      "description": "Holds if every one of these conditions does."
    },
    "any": {
      "type": "array",
      "items": {"type": "object"},
      "description": "Holds if at least one of these conditions does."
    },
    "not": {
      "type": "object",
      "description": "Holds if this condition does not."
    }
  }
})";

}  // namespace

boost::json::object rule_schema() {
    return boost::json::parse(rule_keys).get_object();
}

boost::json::object condition_schema() {
    return boost::json::parse(condition_keys).get_object();
}

}  // namespace host
