#include "adobe_target/api/identifier_slot.hpp"

#include "adobe_target/api/outcomes.hpp"

#include <sluice/text/slot_text.hpp>

#include <cstdint>

namespace adobe_target {

namespace {

sluice::Outcome bad_identifier(
    const IdentifierSlot& identifier, std::string_view code, const std::string& problem
) {
    return rejected(
        {.reason = sluice::Reason::invalid_field,
         .code = code,
         .message = std::string{identifier.title} + ": " + problem,
         .field = static_cast<std::int32_t>(identifier.slot)}
    );
}

}  // namespace

sluice::Result<bool, sluice::Outcome> read_identifier(
    const IdentifierSlot& identifier, std::span<const sluice_value> values, std::string& out
) {
    out.clear();
    const sluice_value& value = values[identifier.slot];
    const sluice::SlotText slot{value};
    if (slot.kind() == sluice::SlotText::Kind::absent ||
        slot.kind() == sluice::SlotText::Kind::empty) {
        return false;
    }
    if (slot.kind() != sluice::SlotText::Kind::text || value.type == SLUICE_T_BOOL) {
        return bad_identifier(
            identifier, "bad_identifier", "expected text or a whole number, found something else"
        );
    }
    if (may_have_lost_digits(value)) {
        return bad_identifier(
            identifier,
            "identifier_lost_digits",
            "expected text or a whole number, found a number with a fraction or an exponent, which "
            "may have lost digits; "
            "write it as text where it is made"
        );
    }
    if (const Problem problem = identifier.problem(slot.text())) {
        return bad_identifier(identifier, "bad_identifier", *problem);
    }
    out = slot.text();
    return true;
}

sluice::Outcome missing_identifier(const IdentifierSlot& identifier) {
    return rejected(
        {.reason = sluice::Reason::missing_field,
         .code = "missing_identifier",
         .message = std::string{identifier.title} + ": expected a value, found none in this record",
         .field = static_cast<std::int32_t>(identifier.slot)}
    );
}

}  // namespace adobe_target
