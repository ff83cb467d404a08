// Adobe's rules for identifiers. Called for constants by validate_mapping and for each record by
// the request writers; pure, any thread. Compared byte for byte at Adobe: nothing is trimmed,
// nothing is case-folded.
#pragma once

#include <sluice/destination.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace adobe_target {

// What is wrong, as "expected ..., found ...", without the value; none if the rule holds.
using Problem = std::optional<std::string>;

// 1 to 256 characters (limits page; 128 and 60 in older texts) without + and / (bulk page, customer
// attributes).
Problem third_party_id_problem(std::string_view id);

// mboxPC: up to 128 characters with exactly one dot, before the edge: 1368007744041-575948.28_20.
Problem pc_id_problem(std::string_view id);

// tntId: up to 128 characters, no dot but the one before the edge (Delivery API description).
Problem tnt_id_problem(std::string_view id);

// ECID: digits alone, up to 128 (Delivery API description). See is_usual_ecid().
Problem ecid_problem(std::string_view id);

// ECIDs have 38 digits; another length is most often a truncated or a foreign id.
bool is_usual_ecid(std::string_view id);

// 1 to 128 printable characters, no space ? / { } (limits page).
Problem session_id_problem(std::string_view id);

// 1 to 3 digits without a leading zero. The list of edges changes, so it is not checked against
// one: it becomes the host name mboxedge<number>.tt.omtrdc.net.
Problem edge_number_problem(std::string_view number);

// A customer's id for an integration code: 1 to 128 characters (Delivery API description).
Problem customer_id_problem(std::string_view id);

// 1 to 50 characters (Delivery API description).
Problem integration_code_problem(std::string_view code);

// The edge that a tntId names: "28" of 10abf6304b27.28_20. Empty if it names none.
std::string_view edge_of(std::string_view tnt_id);

// An identifier of JSON that has lost digits on its way cannot be told from another user's: a
// number with a fraction or an exponent (1.0527837386392355e37), or one that is not held by its
// literal text.
bool may_have_lost_digits(const sluice_value& value);

}  // namespace adobe_target
