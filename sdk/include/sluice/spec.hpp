// What a destination is asked to do: action, configuration and mapped fields. A view; valid during
// the call it came in.
#pragma once

#include <sluice/destination.h>
#include <sluice/text.hpp>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace sluice {

// One mapped field; its index among Spec::fields() is the index of its slot in every record.
class Field {
public:
    explicit Field(const sluice_field& field) : field_{&field} {}

    std::string_view name() const { return to_view(field_->name); }
    std::uint32_t type() const { return field_->type; }  // SLUICE_T_*; ABSENT: any
    bool may_be_many() const { return (field_->flags & SLUICE_FF_MANY) != 0; }
    // Type ABSENT unless the mapping gives a constant.
    const sluice_value& constant() const { return field_->constant; }

private:
    const sluice_field* field_;
};

class Spec {
public:
    explicit Spec(const sluice_spec& spec) : spec_{&spec} {}

    std::string_view action() const { return to_view(spec_->action); }
    // Valid against the manifest's config_schema, defaults filled in; a secret stands as
    // {"$secret":"name"}.
    std::string_view config_json() const { return to_view(spec_->config_json); }
    std::string_view options_json() const { return to_view(spec_->options_json); }

    std::size_t size() const { return spec_->n_fields; }
    Field field(std::size_t index) const { return Field{spec_->fields[index]}; }

private:
    const sluice_spec* spec_;
};

}  // namespace sluice
