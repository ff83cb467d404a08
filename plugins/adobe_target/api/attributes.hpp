// The attributes of one record, as both calls send them: which there are, under which name, with
// which text. Called by profile_update and delivery; pure but for the tally, any thread.
#pragma once

#include "adobe_target/api/attribute_tally.hpp"
#include "adobe_target/api/profile_name.hpp"

#include <sluice/destination.h>
#include <sluice/outcome.hpp>

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adobe_target {

// What becomes of null and "", which Adobe ignores (Bulk API page, section on empty values).
struct EmptyRule {
    enum class Kind : std::uint8_t { drop, reject, replace };
    Kind kind = Kind::drop;
    std::string replacement;
};

enum class BadAttribute : std::uint8_t { drop, reject };

struct AttributeRules {
    EmptyRule empty;
    BadAttribute bad_member =
        BadAttribute::drop;  // of profile.* alone: mapped names were checked with the mapping
    NameRule names;
    std::size_t longest_value = 0;  // UTF-16 units; 0: no limit of its own
};

// profile.tier: one slot.
struct MappedAttribute {
    std::string name;  // without "profile."
    std::string key;   // as the request carries it, made once: "&profile.tier=" or "\"tier\":"
    std::size_t slot = 0;
};

struct AttributePlan {
    std::vector<MappedAttribute> mapped;
    std::optional<std::size_t> members;  // the slot of profile.*
    AttributeRules rules;

    bool is_empty() const { return mapped.empty() && !members; }
};

class AttributeSink {
public:
    AttributeSink() = default;
    AttributeSink(const AttributeSink&) = delete;
    AttributeSink& operator=(const AttributeSink&) = delete;

    virtual void mapped(const MappedAttribute& attribute, std::string_view text) = 0;
    virtual void member(std::string_view name, std::string_view text) = 0;

protected:
    ~AttributeSink() = default;
};

// Hands every attribute of the record to `sink`: the mapped ones, then the members of profile.*
// that are not mapped by name. Gives the rejection that ends the record, or none. What is left out
// goes to `tally`.
std::optional<sluice::Outcome> each_attribute(
    const AttributePlan& plan,
    std::span<const sluice_value> values,
    AttributeTally& tally,
    AttributeSink& sink
);

}  // namespace adobe_target
