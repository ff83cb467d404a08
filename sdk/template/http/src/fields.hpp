// Which slot of a record holds what: the identifier, and the attributes with their names. Made by
// the constructor; read by any thread.
#pragma once

#include <sluice/findings.hpp>
#include <sluice/spec.hpp>

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

inline constexpr std::string_view all_attributes = "attributes.*";

struct Fields {
    std::size_t id = 0;              // the slot of the identifier
    std::vector<std::string> names;  // of each slot: "id", "attributes.tier", "attributes.*"
};

// Reports everything that is wrong with the action and its fields.
void check_fields(sluice::Findings& findings, const sluice::Spec& spec);

// Of what check_fields() found right.
Fields read_fields(const sluice::Spec& spec);

// "tier" of "attributes.tier"; empty if `name` is no single attribute.
std::string_view attribute_name(std::string_view name);
