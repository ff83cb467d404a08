#include "host/manifest/schema.hpp"

#include "host/manifest/did_you_mean.hpp"
#include "host/manifest/pointer.hpp"
#include "host/manifest/schema_scalar.hpp"
#include "host/manifest/schema_words.hpp"
#include "host/manifest/secret_members.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <utility>

namespace host {
namespace {

namespace json = boost::json;

bool is_of_type(const json::value& value, std::string_view type) {
    return (type == "string" && value.is_string()) || (type == "boolean" && value.is_bool()) ||
           (type == "integer" && (value.is_int64() || value.is_uint64())) ||
           (type == "number" && value.is_number()) || (type == "null" && value.is_null()) ||
           (type == "array" && value.is_array()) ||
           (type == "object" && value.is_object() && !is_secret_reference(value));
}

bool is_of_types(const json::value& value, const json::value* type) {
    if (type == nullptr) {
        return true;
    }
    if (const json::array* several = type->if_array()) {
        return std::any_of(several->begin(), several->end(), [&](const json::value& one) {
            return one.is_string() && is_of_type(value, one.get_string());
        });
    }
    return !type->is_string() || is_of_type(value, type->get_string());
}

bool takes_scalars(const json::value* type) {
    return is_of_types(json::value(""), type) || is_of_types(json::value(1), type) ||
           is_of_types(json::value(true), type);
}

std::vector<std::string> names(const json::object& object) {
    std::vector<std::string> all;
    for (const auto& member : object) {
        all.emplace_back(member.key());
    }
    return all;
}

class Judge {
public:
    explicit Judge(std::span<const std::string> secrets) : secrets_{secrets} {}

    void judge(json::value& value, const json::object& schema, const std::string& at) {
        if (!is_of_types(value, schema.if_contains("type"))) {
            bool shown = takes_scalars(schema.if_contains("type"));
            add(at, expected_in_words(schema), shown ? found_in_words(value) : kind_in_words(value)
            );
        } else if (value.is_object()) {
            judge_object(value.get_object(), schema, at);
        } else if (value.is_array()) {
            judge_items(value.get_array(), schema, at);
        } else if (std::optional<ScalarFault> fault = scalar_fault(value, schema)) {
            add(at, fault->expected, fault->found, fault->advice);
        }
    }

    std::vector<SchemaFinding> take() && { return std::move(findings_); }

private:
    void
    add(const std::string& at, std::string expected, std::string found, std::string advice = {}) {
        findings_.push_back(
            {at,
             SchemaFinding::Where::value,
             std::move(expected),
             std::move(found),
             std::move(advice)}
        );
    }

    void judge_items(json::array& list, const json::object& schema, const std::string& at) {
        const json::value* items = schema.if_contains("items");
        for (std::size_t i = 0; items != nullptr && i < list.size(); ++i) {
            judge_member(list[i], items->get_object(), pointer_to(at, i));
        }
    }

    void judge_object(json::object& object, const json::object& schema, const std::string& at) {
        json::object none;
        const json::value* declared = schema.if_contains("properties");
        const json::object& properties = declared != nullptr ? declared->get_object() : none;
        fill_defaults(object, properties);
        std::vector<std::string>
            meant;  // missing members that an unknown one was probably meant to be
        for (auto& member : object) {
            std::string place = pointer_to(at, std::string_view{member.key()});
            if (const json::value* known = properties.if_contains(member.key())) {
                judge_member(member.value(), known->get_object(), place);
            } else if (std::optional<std::string> word = judge_other(member, schema, place)) {
                meant.push_back(*word);
            }
        }
        judge_required(object, schema, at, meant);
    }

    static void fill_defaults(json::object& object, const json::object& properties) {
        for (const auto& property : properties) {
            const json::value* preset = property.value().get_object().if_contains("default");
            if (preset != nullptr && !object.contains(property.key())) {
                object.emplace(property.key(), *preset);
            }
        }
    }

    void judge_member(json::value& value, const json::object& schema, const std::string& at) {
        SecretMember secret = secret_member(secrets_, at);
        if (secret == SecretMember::no ||
            (secret == SecretMember::maybe && !is_secret_reference(value))) {
            judge(value, schema, at);
        } else if (!is_secret_reference(value)) {
            add(at,
                "a secret by reference, { env: NAME } or { file: PATH }",
                value.is_object() ? "a map of other keys" : kind_in_words(value) + " in its place",
                value.is_null() ? "" : "keep it out of this file");
        }
    }

    // A member that the schema does not name. Gives the known name that was probably meant.
    std::optional<std::string>
    judge_other(json::key_value_pair& member, const json::object& schema, const std::string& at) {
        const json::value* others = schema.if_contains("additionalProperties");
        if (others != nullptr && others->is_object()) {
            judge_member(member.value(), others->get_object(), at);
        } else if (others != nullptr && others->is_bool() && !others->get_bool()) {
            std::vector<std::string> known;
            if (const json::value* declared = schema.if_contains("properties")) {
                known = names(declared->get_object());
            }
            return unknown_member(std::string_view{member.key()}, known, at);
        }
        return std::nullopt;
    }

    std::optional<std::string> unknown_member(
        std::string_view name, std::span<const std::string> known, const std::string& at
    ) {
        std::string expected;
        for (const std::string& each : known) {
            expected += (expected.empty() ? "one of the keys " : ", ") + each;
        }
        std::optional<std::string> meant = did_you_mean(name, known);
        findings_.push_back(
            {at,
             SchemaFinding::Where::key,
             expected.empty() ? "no keys here" : expected,
             "the unknown key " + in_quotes(name),
             meant ? "did you mean '" + *meant + "'?" : ""}
        );
        return meant;
    }

    void judge_required(
        const json::object& object,
        const json::object& schema,
        const std::string& at,
        std::span<const std::string> meant
    ) {
        const json::value* required = schema.if_contains("required");
        if (required == nullptr) {
            return;
        }
        for (const json::value& name : required->get_array()) {
            std::string key{name.get_string()};
            if (!object.contains(key) &&
                std::find(meant.begin(), meant.end(), key) == meant.end()) {
                add(at, "the key '" + key + "'", "none", purpose(schema, key));
            }
        }
    }

    // The member's description, so that the error says what to write.
    static std::string purpose(const json::object& schema, std::string_view key) {
        const json::value* declared = schema.if_contains("properties");
        const json::value* member =
            declared != nullptr ? declared->get_object().if_contains(key) : nullptr;
        const json::value* words =
            member != nullptr ? member->get_object().if_contains("description") : nullptr;
        return words != nullptr ? std::string{words->get_string()} : "";
    }

    std::span<const std::string> secrets_;
    std::vector<SchemaFinding> findings_;
};

}  // namespace

std::string to_sentence(const SchemaFinding& finding) {
    std::string sentence = "expected " + finding.expected + ", found " + finding.found;
    return finding.advice.empty() ? sentence : sentence + ": " + finding.advice;
}

std::vector<SchemaFinding>
validate(json::value& value, const json::object& schema, std::span<const std::string> secrets) {
    Judge judge{secrets};
    judge.judge(value, schema, "");
    return std::move(judge).take();
}

}  // namespace host
