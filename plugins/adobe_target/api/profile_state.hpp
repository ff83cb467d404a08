// What a fetched profile tells of an update: is the user known, does Adobe hold what was sent?
// Called by the profile asker; pure, any thread.
//
//     200 {"client":"acme","visitorId":"crm-1","modifiedAt":"2017-08-18T17:53:39.003-04:00",
//          "profileAttributes":{"tier":{"value":"gold","modifiedAt":"2017-07-31T20:34:55.625-04:00"}}}
//
// Names stand there without "profile.", case by case; values are text (Profiles API page, sample).
// A number or a boolean that is none is compared all the same.
#pragma once

#include "adobe_target/api/profile_update.hpp"
#include "adobe_target/api/reply_json.hpp"
#include "adobe_target/api/reply_view.hpp"

#include <sluice/outcome.hpp>
#include <sluice/question.hpp>

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace adobe_target {

// One attribute as an update sends it.
struct SentAttribute {
    std::int32_t field = sluice::no_field;  // the slot; none of an audience
    std::string member;                     // of profile.*; the name of an audience
    std::string name;                       // without "profile."
    std::string text;
};

// What a record would send: mapped attributes and members of profile.*, or the audience's entry or
// exit. Nothing of a record that Adobe would refuse.
std::vector<SentAttribute>
sent_attributes(const UpdatePlan& plan, std::uint32_t op, std::span<const sluice_value> values);

enum class ShownValues : std::uint8_t { none, found };

// What Adobe holds of each. `profile` is the body of a fetched profile.
std::vector<sluice::Attribute>
compare_profile(const ReplyJson& profile, std::span<const SentAttribute> sent, ShownValues shown);

struct FetchJudgement {
    enum class Next : std::uint8_t {
        answer,       // `known`, or if that is untold `why`
        renew_token,  // the profile token was refused: ask once more with a new one, else `why`
    };
    Next next = Next::answer;
    sluice::Known known = sluice::Known::untold;
    sluice::Outcome why;
};

//     200 with profileAttributes                        known
//     404 "No profile found for client acme with ..."   not known
//     401 403                                           the profile token is renewed
//     all else                                          not told: judge_update's outcome
FetchJudgement judge_profile(const ReplyView& reply, std::string_view client_code);

}  // namespace adobe_target
