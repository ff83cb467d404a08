#include "adobe_target/api/delivery_context.hpp"

#include "adobe_target/api/outcomes.hpp"

#include <sluice/text/json_text.hpp>
#include <sluice/text/slot_text.hpp>
#include <sluice/text/utf8.hpp>

#include <charconv>
#include <cstdint>

namespace adobe_target {

namespace {

using sluice::Outcome;

// One optional member: between `before` and `after` stands its text as a JSON string.
struct TextMember {
    std::string_view name;  // as the mapping calls it
    std::optional<std::size_t> slot;
    std::size_t longest = 0;
    std::string_view before;
    std::string_view after;
};

Outcome bad_member(std::string_view name, std::size_t slot, const std::string& problem) {
    return rejected(
        {.reason = sluice::Reason::invalid_field,
         .code = "bad_field",
         .message = std::string{name} + ": " + problem,
         .field = static_cast<std::int32_t>(slot)}
    );
}

bool is_missing(const sluice::SlotText& slot) {
    return slot.kind() == sluice::SlotText::Kind::absent ||
           slot.kind() == sluice::SlotText::Kind::empty;
}

std::optional<Outcome>
write_text(const TextMember& member, std::span<const sluice_value> values, std::string& body) {
    if (!member.slot) {
        return std::nullopt;
    }
    const sluice::SlotText slot{values[*member.slot]};
    if (is_missing(slot)) {
        return std::nullopt;
    }
    if (slot.kind() != sluice::SlotText::Kind::text) {
        return bad_member(member.name, *member.slot, "expected text, found something else");
    }
    if (slot.text().size() > member.longest && sluice::utf16_length(slot.text()) > member.longest) {
        return bad_member(
            member.name,
            *member.slot,
            "expected at most " + std::to_string(member.longest) + " characters, found " +
                std::to_string(sluice::utf16_length(slot.text()))
        );
    }
    body += member.before;
    sluice::append_json_string(body, slot.text());
    body += member.after;
    return std::nullopt;
}

std::optional<Outcome> write_environment(
    std::optional<std::size_t> index, std::span<const sluice_value> values, std::string& body
) {
    if (!index) {
        return std::nullopt;
    }
    const sluice::SlotText slot{values[*index]};
    if (is_missing(slot)) {
        return std::nullopt;
    }
    std::int64_t number = 0;
    const std::string_view text = slot.text();
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (slot.kind() != sluice::SlotText::Kind::text || error != std::errc{} ||
        end != text.data() + text.size() || number < 0) {
        return bad_member(
            "environment_id", *index, "expected a whole number, found something else"
        );
    }
    body += R"(,"environmentId":)";
    body += std::to_string(number);
    return std::nullopt;
}

}  // namespace

std::optional<Outcome>
write_context(const ContextSlots& slots, std::span<const sluice_value> values, std::string& body) {
    if (auto rejection = write_environment(slots.environment_id, values, body)) {
        return rejection;
    }
    if (auto rejection = write_text(
            {"property_token", slots.property_token, 128, R"(,"property":{"token":)", "}"},
            values,
            body
        )) {
        return rejection;
    }
    body += R"(,"context":{"channel":"web")";
    if (auto rejection = write_text(
            {"user_agent", slots.user_agent, 1024, R"(,"userAgent":)", ""}, values, body
        )) {
        return rejection;
    }
    if (auto rejection =
            write_text({"ip", slots.ip, 45, R"(,"geo":{"ipAddress":)", "}"}, values, body)) {
        return rejection;
    }
    // 4096: API description, context.address.url.
    if (auto rejection =
            write_text({"url", slots.url, 4096, R"(,"address":{"url":)", "}"}, values, body)) {
        return rejection;
    }
    body += '}';
    return std::nullopt;
}

}  // namespace adobe_target
