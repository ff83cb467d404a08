#include "host/delivery/rejection_of.hpp"

#include <cstddef>

namespace host {

std::string_view reason_name(sluice::Reason reason) {
    switch (reason) {
    case sluice::Reason::none:
        return "none";
    case sluice::Reason::invalid_field:
        return "invalid_field";
    case sluice::Reason::missing_field:
        return "missing_field";
    case sluice::Reason::too_large:
        return "too_large";
    case sluice::Reason::not_found:
        return "not_found";
    case sluice::Reason::conflict:
        return "conflict";
    case sluice::Reason::rate_limited:
        return "rate_limited";
    case sluice::Reason::quota:
        return "quota";
    case sluice::Reason::timeout:
        return "timeout";
    case sluice::Reason::network:
        return "network";
    case sluice::Reason::server:
        return "server";
    case sluice::Reason::protocol:
        return "protocol";
    case sluice::Reason::expired:
        return "expired";
    case sluice::Reason::internal:
        return "internal";
    }
    return "unknown";
}

namespace {

std::string message_of(const sluice::Outcome& outcome) {
    if (!outcome.message.empty()) {
        return outcome.message;
    }
    const std::string reply =
        outcome.vendor_code == 0 ? "" : " (its code " + std::to_string(outcome.vendor_code) + ")";
    return "the destination gave no sentence" + reply;
}

// The field is the plugin's word: any number may come.
std::string field_of(const sluice::Outcome& outcome, std::span<const std::string> fields) {
    if (outcome.field < 0 || static_cast<std::size_t>(outcome.field) >= fields.size()) {
        return outcome.member;
    }
    const std::string& name = fields[static_cast<std::size_t>(outcome.field)];
    if (outcome.member.empty()) {
        return name;
    }
    const bool is_prefix = name.ends_with(".*");
    return (is_prefix ? name.substr(0, name.size() - 1) : name + ".") + outcome.member;
}

}  // namespace

std::string code_of(const sluice::Outcome& outcome) {
    if (!outcome.code.empty()) {
        return outcome.code;
    }
    return outcome.reason == sluice::Reason::none ? "no_reason"
                                                  : std::string{reason_name(outcome.reason)};
}

std::string text_of(const sluice::Outcome& outcome) {
    return code_of(outcome) + ": " + message_of(outcome);
}

Rejection rejection_of(const sluice::Outcome& outcome, std::span<const std::string> fields) {
    return {
        .code = code_of(outcome),
        .message = message_of(outcome),
        .field = field_of(outcome, fields),
        .vendor_code = outcome.vendor_code,
        .maybe_delivered = outcome.maybe_delivered,
    };
}

Rejection
gave_up(std::uint32_t attempts, std::chrono::seconds max_life, const sluice::Outcome* last) {
    const std::string tries = attempts == 1 ? "1 attempt" : std::to_string(attempts) + " attempts";
    return {
        .code = "gave_up",
        .message = "given up after " + tries + ": no further one fits into its life of " +
                   std::to_string(max_life.count()) + " s (delivery.max_life); the last answer: " +
                   (last == nullptr ? "none" : text_of(*last)),
        .field = "",
        .vendor_code = last == nullptr ? 0 : last->vendor_code,
    };
}

Rejection plugin_crash(std::uint32_t times, const std::string& how) {
    return {
        .code = "plugin_crash",
        .message = "the plugin's process died " + std::to_string(times) +
                   " times while it held this record, the last time this record alone: " + how,
        .field = "",
    };
}

Rejection unknown_outcome(const sluice::Outcome& last) {
    return {
        .code = "unknown_outcome",
        .message = "it was sent and no answer came, so it may have been delivered; on_unknown: "
                   "reject keeps it from being sent twice; the last answer: " +
                   text_of(last),
        .field = "",
        .vendor_code = last.vendor_code,
    };
}

}  // namespace host
