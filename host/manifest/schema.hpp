// The subset of JSON Schema that manifests use: judges a value, fills in defaults. Read by
// host/config at start-up.
#pragma once

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace host {

// The keywords: type (one or a list), enum, pattern (ECMAScript, found anywhere in the text unless
// anchored), minLength, maxLength (in characters), minimum, maximum, required, properties,
// additionalProperties (false or a schema), items, default, title, description, x-expected: what an
// error calls the value ("a DNS label"), and "format": "path", see paths.hpp. Keywords of JSON
// Schema that would change the judgement (oneOf, $ref, const ...) are refused in a schema; all
// others are ignored.

// One thing that is wrong with a value.
struct SchemaFinding {
    enum class Where { value, key };  // the value at `pointer`, or its name: an unknown member
    std::string
        pointer;  // of the value at fault; for a missing member, of the object that lacks it
    Where where = Where::value;
    std::string expected;
    std::string found;   // never the value of a secret member
    std::string advice;  // "did you mean 'client_code'?", or ""
};

// "expected one of ndjson, csv, found 'ndjsn': did you mean 'ndjson'?"
std::string to_sentence(const SchemaFinding& finding);

// All that is wrong with the value, in the schema's order. Members that are absent and have a
// default are filled in first. `secrets` names members by path ("client_secret", "tls.key"): each
// of them must be {"$secret": "..."}, whatever its schema says, and one below a name that ends in
// .*
// ("headers.*") may be. No finding shows what stands where a secret belongs.
std::vector<SchemaFinding> validate(
    boost::json::value& value,
    const boost::json::object& schema,
    std::span<const std::string> secrets = {}
);

// Literal text of the numbers and booleans of a configuration, by pointer: the DOM keeps 1.10
// as 1.1.
using LiteralTexts = std::map<std::string, std::string, std::less<>>;

// Where the schema wants text and the file has a bare number or boolean (client_code: 12), the
// literal text takes its place.
void take_literals_as_text(
    boost::json::value& value, const boost::json::object& schema, const LiteralTexts& texts
);

// A sentence that names the keyword at fault if the schema is not within the subset.
std::optional<std::string> schema_fault(const boost::json::value& schema);

}  // namespace host
