#include "adobe_target/api/profile_fetch.hpp"

#include "adobe_target/api/judge_update.hpp"
#include "adobe_target/api/reply_json.hpp"

#include <sluice/percent.hpp>

namespace adobe_target {

namespace {

bool is_documented_404(const ReplyJson& json, std::string_view client_code) {
    const std::string wanted = "No profile found for client " + std::string{client_code} + " ";
    const auto message = json.text("/message");
    return message && message->find(wanted) != std::string_view::npos;
}

std::string fetch_target(std::string target, std::string_view id, std::string_view client_code) {
    sluice::append_percent(target, id);
    target += "?client=";
    sluice::append_percent(target, client_code);
    return target;
}

}  // namespace

std::string profile_fetch_target(std::string_view third_party_id, std::string_view client_code) {
    return fetch_target("/rest/v1/profiles/thirdPartyId/", third_party_id, client_code);
}

std::string pc_profile_fetch_target(std::string_view pc_id, std::string_view client_code) {
    return fetch_target("/rest/v1/profiles/", pc_id, client_code);
}

bool is_unknown_profile(const ReplyView& reply, std::string_view client_code) {
    return reply.status == 404 && is_documented_404(ReplyJson{reply.body}, client_code);
}

std::optional<sluice::Outcome>
judge_profile_fetch(const ReplyView& reply, std::string_view client_code) {
    const ReplyJson json{reply.body};
    if (reply.status == 404 && is_documented_404(json, client_code)) {
        return std::nullopt;
    }
    if (reply.status == 200 && json.find("/profileAttributes") != nullptr) {
        return std::nullopt;
    }
    if (reply.status >= 200 && reply.status <= 299) {
        return misrouted(reply);
    }
    // What is left is judged as an update's reply is: 401 and 403 speak of the token, 404 of the
    // wrong server.
    Judgement judgement = judge_update(reply, AcceptedReplies::documented);
    if (reply.status == 400) {
        // The id is ours and fits: what is left to be wrong is the client code.
        judgement.outcome.message += "; look at client_code: Administration > Implementation > "
                                     "Account details in Adobe Target";
    }
    return judgement.next == Judgement::Next::not_understood ? misrouted(reply) : judgement.outcome;
}

}  // namespace adobe_target
