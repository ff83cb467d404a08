#include "tests/conformance/bad/mapping.hpp"

#include "tests/conformance/bad/sin.hpp"

#include <string>

namespace bad {

namespace {

void read_field(
    const sluice::Field& field, std::size_t slot, Mapping& mapping, std::vector<Fault>& faults
) {
    const std::string path = "/fields/" + std::to_string(slot);
    std::optional<std::size_t>* mine = nullptr;
    if (field.name() == "id") {
        mine = &mapping.id;
    } else if (field.name() == "note") {
        mine = &mapping.note;
    } else {
        faults.push_back({path, "unknown_field", "expected id or note, found another field"});
        return;
    }
    if (*mine) {
        faults.push_back({path, "mapped_twice", "expected one mapping, found a second"});
    }
    if (field.may_be_many()) {
        faults.push_back({path, "several_values", "expected one value, found several"});
    }
    const bool is_text = field.type() == SLUICE_T_STR || field.type() == SLUICE_T_ABSENT;
    if (mine == &mapping.id && !is_text) {
        faults.push_back({path, "wrong_type", "expected a text, found another type"});
    }
    *mine = slot;
}

}  // namespace

Mapping read_mapping(const sluice::Spec& spec, std::vector<Fault>& faults) {
    Mapping mapping;
    const std::string_view options = spec.options_json();
    if (spec.action() != "post") {
        faults.push_back({"/action", "unknown_action", "expected post, found another action"});
    }
    if (!options.empty() && options != "{}") {
        faults.push_back({"/options", "unknown_option", "expected no option, found one"});
    }
    for (std::size_t slot = 0; slot < spec.size(); ++slot) {
        read_field(spec.field(slot), slot, mapping, faults);
    }
    if (!mapping.id && sin != Sin::accepts_any_mapping) {
        faults.push_back({"/fields", "missing_field", "expected a mapping for id, found none"});
    }
    return mapping;
}

}  // namespace bad
