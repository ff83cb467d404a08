#include "fields.hpp"

#include <set>

namespace {

constexpr std::string_view prefix = "attributes.";

bool is_type(const sluice::Field& field, std::uint32_t wanted) {
    return field.type() == SLUICE_T_ABSENT || field.type() == wanted;
}

// What is wrong with one field on its own, in two words and a sentence; empty if nothing is.
struct Fault {
    std::string_view code;
    std::string_view message;
};
Fault fault_of(const sluice::Field& field, std::size_t fields) {
    const std::string_view name = field.name();
    if (field.may_be_many()) {
        return {"many_values", "expected one value a record, found a path that yields several"};
    }
    if (name == "id") {
        return is_type(field, SLUICE_T_STR)
                   ? Fault{}
                   : Fault{"wrong_type", "expected id to be a string, found another type"};
    }
    if (name == all_attributes) {
        if (fields > 2) {
            return {
                "mixed_fields",
                "expected attributes.* to be the only field beside id, found more: an attribute "
                "could stand there twice"};
        }
        return is_type(field, SLUICE_T_JSON)
                   ? Fault{}
                   : Fault{
                         "wrong_type", "expected attributes.* to be an object, found another type"};
    }
    return attribute_name(name).empty()
               ? Fault{"unknown_field", "expected id, attributes.* or attributes.NAME, found another field"}
               : Fault{};
}

}  // namespace

std::string_view attribute_name(std::string_view name) {
    return name.starts_with(prefix) && name != all_attributes ? name.substr(prefix.size())
                                                              : std::string_view{};
}

void check_fields(sluice::Findings& findings, const sluice::Spec& spec) {
    if (spec.action() != "send") {
        findings.error("/action", "unknown_action", "expected the action send, found another");
    }
    std::set<std::string_view> seen;
    for (std::size_t i = 0; i < spec.size(); ++i) {
        const sluice::Field field = spec.field(i);
        const std::string path = "/fields/" + std::to_string(i);
        if (const Fault fault = fault_of(field, spec.size()); !fault.code.empty()) {
            findings.error(path, fault.code, fault.message);
        }
        if (!seen.insert(field.name()).second) {
            findings.error(
                path, "field_twice", "expected each field once, found this one a second time"
            );
        }
    }
    if (seen.find("id") == seen.end()) {
        findings.error(
            "/fields", "missing_field", "expected the field id to be mapped, found no such field"
        );
    }
}

Fields read_fields(const sluice::Spec& spec) {
    Fields fields;
    for (std::size_t i = 0; i < spec.size(); ++i) {
        fields.names.emplace_back(spec.field(i).name());
        if (fields.names.back() == "id") {
            fields.id = i;
        }
    }
    return fields;
}
