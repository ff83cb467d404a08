// What a reply of the Delivery API means for the record, and what else it tells. Called by the
// conductor; pure, any thread.
#pragma once

#include "adobe_target/api/judge_status.hpp"

#include <string_view>

namespace adobe_target {

// What was sent, to compare the reply with.
struct DeliverySent {
    std::string_view edge_host;  // "mboxedge35.tt.omtrdc.net"
    std::string_view tnt_id;     // "" if none
};

struct DeliveryJudgement {
    Judgement judgement;
    bool activity_served = false;  // the reply holds options: an activity listens to the mbox, and
                                   // its reports count this
    bool edge_differs = false;     // the session lives on another edge than the one used
    bool tnt_id_differs = false;   // Adobe knows the visitor by another id
};

//     204 (a beacon); 2xx with {"status":200,...}    DELIVERED
//     2xx with {"status":400,...}                    as that status
//     2xx, an HTML page                              misrouted
//     2xx, neither                                   not understood; DELIVERED if any 2xx will do
//     401 403                                        whole destination paused, blocked: Delivery
//                                                    has no authentication
//     all else                                       judge_status()
DeliveryJudgement
judge_delivery(const ReplyView& reply, const DeliverySent& sent, AcceptedReplies accepted);

}  // namespace adobe_target
