#include "adobe_target/api/judge_update.hpp"

#include "adobe_target/api/adobe_message.hpp"
#include "adobe_target/api/outcomes.hpp"

namespace adobe_target {

namespace {

bool holds(std::string_view body, std::string_view text) {
    return body.find(text) != std::string_view::npos;
}

Judgement judge_2xx(const ReplyView& reply, AcceptedReplies accepted) {
    if (holds(reply.body, "<success>true") || reply.status == 204) {
        return {.outcome = delivered()};
    }
    if (holds(reply.body, "<success>false")) {
        return {.outcome = refused(reply)};
    }
    if (is_html(reply)) {
        return {.outcome = misrouted(reply)};
    }
    if (accepted == AcceptedReplies::any_2xx ||
        reply.body.starts_with("trueRequest successfully submitted")) {
        return {.outcome = delivered()};
    }
    return {.next = Judgement::Next::not_understood, .outcome = {}};
}

}  // namespace

Judgement judge_update(const ReplyView& reply, AcceptedReplies accepted) {
    if (reply.status >= 200 && reply.status <= 299) {
        return judge_2xx(reply, accepted);
    }
    if (reply.status != 401 && reply.status != 403) {
        return judge_status(reply);
    }
    Judgement judgement{.next = Judgement::Next::renew_token, .outcome = {}};
    judgement.outcome = auth_failed(
        {.reason = sluice::Reason::none,
         .code = "profile_token_refused",
         .message = adobe_message(reply) + "; profile calls want a valid profile token: look at "
                                           "Administration > Implementation > Profile API "
                                           "and at profile_auth"}
    );
    judgement.outcome.vendor_code = reply.status;
    return judgement;
}

}  // namespace adobe_target
