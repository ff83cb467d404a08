#include "host/config/read_mapping.hpp"

#include "host/config/file_schema.hpp"
#include "host/manifest/schema_words.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace host {
namespace {

Cast cast_of(std::string_view word) {
    using Word = std::pair<std::string_view, Cast>;
    constexpr std::array<Word, 4> words{
        {{"string", Cast::string},
         {"number", Cast::number},
         {"integer", Cast::integer},
         {"boolean", Cast::boolean}}};
    for (const auto& [name, cast] : words) {
        if (name == word) {
            return cast;
        }
    }
    return Cast::none;
}

Hash hash_of(std::string_view word) {
    if (word == "sha256") {
        return Hash::sha256;
    }
    return word == "sha256_email" ? Hash::sha256_email : Hash::none;
}

// A misspelt path is an issue already; then it is not missing as well.
bool has_known_keys_only(const Section& written) {
    const boost::json::object schema = rule_schema();
    const boost::json::object& known = schema.at("properties").get_object();
    return std::all_of(written.object().begin(), written.object().end(), [&](const auto& member) {
        return known.contains(member.key());
    });
}

void check_constant(const Section& written) {
    for (const char* name : {"path", "default", "cast", "hash", "join", "include", "exclude"}) {
        if (written.has(name)) {
            written.error(
                written.place(name).key,
                "expected const alone, found " + std::string{name} +
                    " beside it: a value comes from const or from path"
            );
        }
    }
}

void check_prefix_only(const Section& written, const Rule& rule) {
    bool is_prefix = rule.field.ends_with(".*");
    for (const char* name : {"include", "exclude"}) {
        if (written.has(name) && !is_prefix) {
            written.error(
                written.place(name).key,
                std::string{"expected "} + name +
                    " with a field such as profile.*, found it with " + in_quotes(rule.field)
            );
        }
    }
    if (is_prefix && rule.constant) {
        written.error(
            written.place("const").key,
            "expected the path of an object for " + in_quotes(rule.field) + ", found const"
        );
    }
}

void read_directives(const Section& written, Rule& rule) {
    rule.path = written.text("path").value_or("");
    rule.constant = written.literal("const");
    rule.fallback = written.literal("default");
    rule.cast = cast_of(written.text("cast").value_or(""));
    rule.hash = hash_of(written.text("hash").value_or(""));
    if (std::optional<Literal> join = written.literal("join")) {
        rule.join = join->text;
    }
    rule.include = written.texts("include");
    rule.exclude = written.texts("exclude");
    if (rule.constant) {
        check_constant(written);
    } else if (!written.has("path") && has_known_keys_only(written)) {
        written.error(written.place().key, "expected a path or a const, found neither");
    }
    check_prefix_only(written, rule);
}

}  // namespace

std::vector<Rule> read_mapping(const Section& mapping) {
    std::vector<Rule> rules;
    for (const auto& member : mapping.object()) {
        std::string_view name = member.key();
        Rule rule;
        rule.field = name;
        rule.at = mapping.place(name).key;
        if (std::optional<Section> written = mapping.section(name)) {
            read_directives(*written, rule);
        } else {
            rule.path = mapping.text(name).value_or("");
        }
        rules.push_back(std::move(rule));
    }
    if (rules.empty()) {
        mapping.error(mapping.place().key, "expected at least one field, found none");
    }
    return rules;
}

}  // namespace host
