// What a reply of the Single Profile Update API means for the record. Called by the conductor;
// pure, any thread.
#pragma once

#include "adobe_target/api/judge_status.hpp"

namespace adobe_target {

//     204; 2xx with <success>true, or                DELIVERED: accepted, applied within the hour
//       "trueRequest successfully submitted"
//     2xx with <success>false                        REJECTED, Adobe's message
//     2xx, an HTML page                              misrouted
//     2xx, neither                                   not understood; DELIVERED if any 2xx will do
//     401 403                                        the profile token is renewed; AUTH_FAILED
//     all else                                       judge_status()
//
// Adobe's page shows the text without its tags; the older page shows
// <response><success>true</success><pcId></pcId><message>Request successfully
// submitted</message></response>.
Judgement judge_update(const ReplyView& reply, AcceptedReplies accepted);

}  // namespace adobe_target
