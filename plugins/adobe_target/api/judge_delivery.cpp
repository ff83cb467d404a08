#include "adobe_target/api/judge_delivery.hpp"

#include "adobe_target/api/adobe_message.hpp"
#include "adobe_target/api/outcomes.hpp"
#include "adobe_target/api/reply_json.hpp"

#include <algorithm>

namespace adobe_target {

namespace {

Judgement blocked(const ReplyView& reply) {
    Judgement judgement{
        .outcome = paused(
            {.reason = sluice::Reason::protocol,
             .code = "blocked",
             .message = adobe_message(reply) + "; the Delivery API has no authentication, so a "
                                               "firewall or proxy refuses, or Adobe this address"},
            look_again
        )};
    judgement.outcome.vendor_code = reply.status;
    return judgement;
}

Judgement judge_error(const ReplyView& reply) {
    return reply.status == 401 || reply.status == 403 ? blocked(reply) : judge_status(reply);
}

bool has_options(const boost::json::value* view) {
    if (view == nullptr || !view->is_object()) {
        return false;
    }
    const boost::json::value* const options = view->get_object().if_contains("options");
    return options != nullptr && options->is_array() && !options->get_array().empty();
}

bool serves_activity(const ReplyJson& json) {
    if (has_options(json.find("/execute/pageLoad"))) {
        return true;
    }
    const boost::json::value* const mboxes = json.find("/execute/mboxes");
    return mboxes != nullptr && mboxes->is_array() &&
           std::any_of(
               mboxes->get_array().begin(),
               mboxes->get_array().end(),
               [](const boost::json::value& mbox) { return has_options(&mbox); }
           );
}

DeliveryJudgement delivered_reply(const ReplyJson& json, const DeliverySent& sent) {
    DeliveryJudgement result{.judgement = {.outcome = delivered()}};
    result.activity_served = serves_activity(json);
    const auto edge_host = json.text("/edgeHost");
    result.edge_differs = edge_host && *edge_host != sent.edge_host;
    const auto tnt_id = json.text("/id/tntId");
    result.tnt_id_differs = tnt_id && !sent.tnt_id.empty() && *tnt_id != sent.tnt_id;
    return result;
}

DeliveryJudgement
judge_2xx(const ReplyView& reply, const DeliverySent& sent, AcceptedReplies accepted) {
    if (reply.status == 204) {
        return {.judgement = {.outcome = delivered()}};
    }
    const ReplyJson json{reply.body};
    const auto status = json.integer("/status");
    if (status && *status == 200) {
        return delivered_reply(json, sent);
    }
    if (status && *status >= 300 && *status <= 599) {
        ReplyView inner = reply;
        inner.status = static_cast<int>(*status);
        return {.judgement = judge_error(inner)};
    }
    if (is_html(reply)) {
        return {.judgement = {.outcome = misrouted(reply)}};
    }
    if (accepted == AcceptedReplies::any_2xx) {
        return {.judgement = {.outcome = delivered()}};
    }
    return {.judgement = {.next = Judgement::Next::not_understood, .outcome = {}}};
}

}  // namespace

DeliveryJudgement
judge_delivery(const ReplyView& reply, const DeliverySent& sent, AcceptedReplies accepted) {
    if (reply.status >= 200 && reply.status <= 299) {
        return judge_2xx(reply, sent, accepted);
    }
    return {.judgement = judge_error(reply)};
}

}  // namespace adobe_target
