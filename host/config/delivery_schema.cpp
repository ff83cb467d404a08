#include "host/config/file_schema.hpp"
#include "host/manifest/duration.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <string>

namespace host {
namespace {

namespace json = boost::json;

// "duration" as a type is written out by complete().
constexpr const char* delivery_keys = R"({
  "delivery": {
    "type": "object",
    "additionalProperties": false,
    "description": "How updates are sent.",
    "properties": {
      "max_in_flight": {
        "type": "integer",
        "minimum": 1,
        "maximum": 1000000,
        "description": "Updates on their way at the same time; the plugin's own limit is never exceeded."
      },
      "adaptive": {
        "type": "boolean",
        "default": true,
        "description": "Fewer on their way while the destination answers that it is asked too much or fails like an overloaded one; as many as before once it takes them."
      },
      "retry": {
        "type": "object",
        "additionalProperties": false,
        "description": "Waiting between two attempts: doubled each time, a random part of it.",
        "properties": {
          "base": {"type": "duration", "default": "500ms", "description": "The first wait, at most."},
          "cap": {"type": "duration", "default": "1m", "description": "The longest wait."}
        }
      },
      "max_life": {
        "type": "duration",
        "description": "An update is given up so long after its first attempt, pauses not counted. By default as the action recommends, else 1h."
      },
      "max_pause": {
        "type": "duration",
        "default": "1h",
        "description": "A run over a file stops after so long a pause; nothing is lost."
      },
      "drain_timeout": {
        "type": "duration",
        "default": "30s",
        "description": "How long a stop waits for answers that are still to come."
      },
      "deadline": {
        "type": "duration",
        "default": "1m",
        "description": "How long the plugin has for each update it was given."
      },
      "on_unknown": {
        "type": "string",
        "enum": ["retry", "reject"],
        "default": "retry",
        "description": "An update that was written without an answer, by an action that may not be repeated freely: send it again, or keep it as a reject."
      },
      "max_open_records": {
        "type": "integer",
        "minimum": 1,
        "maximum": 10000000,
        "default": 8192,
        "description": "Records that are read but not final, at most."
      },
      "max_open_bytes": {
        "type": "integer",
        "minimum": 1048576,
        "maximum": 17179869184,
        "default": 16777216,
        "description": "The bytes of those records, at most."
      }
    }
  },
  "coalesce": {
    "type": "string",
    "enum": ["off", "replace", "merge"],
    "default": "off",
    "description": "While an update of a user waits: replace lets a newer one of the same user take its place, merge adds the newer one's attributes to it. The older one counts as superseded."
  },
  "skip_unchanged": {
    "type": "boolean",
    "default": false,
    "description": "An update that says what this pipeline last delivered to its user is not sent, and counts as unchanged."
  },
  "guard": {
    "type": ["object", "boolean"],
    "x-expected": "a map with first and in_a_row, or false",
    "additionalProperties": false,
    "description": "Stops the run when updates are all rejected alike, which is a wrong set-up rather than wrong records. false: never.",
    "properties": {
      "first": {
        "type": "integer",
        "minimum": 0,
        "maximum": 4294967295,
        "default": 50,
        "description": "So many first final answers, all rejected alike, stop the run; 0: do not look."
      },
      "in_a_row": {
        "type": "integer",
        "minimum": 0,
        "maximum": 4294967295,
        "default": 500,
        "description": "So many rejects alike in a row stop the run; 0: do not look."
      }
    }
  },
  "quota": {
    "type": "object",
    "additionalProperties": false,
    "required": ["limit"],
    "description": "Hard stop for the destination's account, shared by all pipelines that go there. By default as the action recommends.",
    "properties": {
      "limit": {
        "type": "integer",
        "minimum": 0,
        "description": "Updates within any window; 0: no limit."
      },
      "window": {"type": "duration", "default": "24h", "description": "The rolling window."}
    }
  },
  "rate": {
    "type": ["number", "object"],
    "x-expected": "updates per second, or a map with limit, per and burst",
    "minimum": 0,
    "maximum": 1000000,
    "additionalProperties": false,
    "required": ["limit"],
    "description": "So many updates per second are sent to the destination's account, by all pipelines of a run that go there. By default as many as the destination takes.",
    "properties": {
      "limit": {
        "type": "number",
        "minimum": 0,
        "maximum": 1000000,
        "description": "Updates within `per`, evenly spread; may have a fraction."
      },
      "per": {"type": "duration", "default": "1s", "description": "The time that limit is for."},
      "burst": {
        "type": "integer",
        "minimum": 1,
        "maximum": 1000000,
        "description": "So many at once, after a rest. By default those of a tenth of a second, at least 1."
      }
    }
  },
  "rejects": {
    "type": "object",
    "additionalProperties": false,
    "description": "How long rejects are kept. What is dropped is lost; the log says so, and some days before.",
    "properties": {
      "keep": {"type": "duration", "default": "90d", "description": "Older ones are dropped; 0: however old they are."},
      "max_bytes": {
        "type": "integer",
        "minimum": 0,
        "default": 1073741824,
        "description": "If payloads and messages together are more, the oldest are dropped; 0: however many."
      }
    }
  },
  "verify": {
    "type": "object",
    "additionalProperties": false,
    "description": "Asks the destination whether users are known and attributes arrived, if its plugin can tell.",
    "properties": {
      "preflight": {
        "type": "integer",
        "minimum": 0,
        "maximum": 100000,
        "default": 0,
        "description": "So many distinct users of a file are asked about before anything is sent; 0: none."
      },
      "min_match": {
        "type": "number",
        "minimum": 0,
        "maximum": 1,
        "default": 0.05,
        "description": "The share of them that must be known, else the run does not begin."
      },
      "sample": {
        "type": "number",
        "minimum": 0,
        "maximum": 1,
        "default": 0,
        "description": "The share of delivered updates that are asked about again; 0: none."
      },
      "delay": {
        "type": "duration",
        "description": "How long after its delivery an update is asked about. By default what the plugin says its destination needs."
      },
      "wait": {
        "type": "duration",
        "default": "2m",
        "description": "How long a run that is done waits for that; then it asks at once."
      }
    }
  }
})";

// Writes { "type": "duration" } as what it is: text such as "30s", or a number of seconds.
void complete(json::value& schema) {
    if (json::object* object = schema.if_object()) {
        const json::value* type = object->if_contains("type");
        if (type != nullptr && *type == "duration") {
            (*object)["type"] = json::array{"string", "number"};
            (*object)["pattern"] = "^[0-9]+([.][0-9]+)?(ms|s|m|h|d)?$";
            (*object)["minimum"] = 0;
            (*object)["x-expected"] =
                json::string_view{duration_in_words.data(), duration_in_words.size()};
        }
        for (auto& member : *object) {
            complete(member.value());
        }
    }
}

}  // namespace

json::object delivery_schemas() {
    json::value all = json::parse(delivery_keys);
    complete(all);
    return all.get_object();
}

}  // namespace host
