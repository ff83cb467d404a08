#include "adobe_target/profile_asker.hpp"

#include "adobe_target/api/hide_values.hpp"
#include "adobe_target/api/outcomes.hpp"
#include "adobe_target/api/profile_fetch.hpp"
#include "adobe_target/hosts.hpp"
#include "adobe_target/net/judge_failure.hpp"
#include "adobe_target/net/reply_of.hpp"

#include <algorithm>
#include <chrono>
#include <exception>
#include <utility>

namespace adobe_target {

namespace {

using sluice::Answer;
using sluice::http::Task;

Answer failed_inside() {
    Answer answer;
    answer.reason = sluice::Reason::internal;
    answer.code = "internal";
    answer.message = "the plugin failed at this question";
    return answer;
}

}  // namespace

ProfileAsker::ProfileAsker(Subjects subjects)
    : subjects_{subjects}, host_{client_host(subjects.settings.client_code)} {
    set_endpoint(subjects.settings, host_, endpoint_);
}

Task<void> ProfileAsker::answer(sluice::Question question) {
    Answer answer;
    try {
        answer = co_await ask(question);
    } catch (const std::exception&) {  // no memory, or a bug
        answer = failed_inside();
    }
    if (!answer.message.empty()) {  // it may quote Adobe, and Adobe the record
        hide_values(answer.message, question.values());
    }
    std::move(question).answer(answer);
}

Task<Answer> ProfileAsker::ask(const sluice::Question& question) {
    std::string id;
    const auto found = read_identifier(subjects_.plan.identifier, question.values(), id);
    if (!found || !*found) {
        co_return sluice::untold(
            found ? missing_identifier(subjects_.plan.identifier) : found.error()
        );
    }
    const std::string target = target_of(id);
    Fetch made;
    FetchJudgement judgement = co_await fetch(target, question.deadline(), made);
    Answer answer = sluice::untold(judgement.why);
    answer.known = judgement.known;
    if (judgement.known == sluice::Known::yes && question.wants_attributes()) {
        compare(question, made, answer);
    }
    co_return answer;
}

// Once more if the profile token was refused.
Task<FetchJudgement>
ProfileAsker::fetch(const std::string& target, sluice::Question::Deadline deadline, Fetch& fetch) {
    TokenCache& tokens = subjects_.tokens;
    FetchJudgement judgement;
    for (std::uint32_t attempt = 1;; ++attempt) {
        auto refusal = co_await tokens.ready();
        if (refusal) {
            judgement.why = *std::move(refusal);
            co_return judgement;
        }
        write_request(target, fetch);
        const std::uint64_t generation = tokens.generation();
        const auto due =
            std::min(deadline, std::chrono::steady_clock::now() + subjects_.settings.timeout);
        const auto failure =
            co_await subjects_.client.exchange(endpoint_, fetch.request.bytes(), due, fetch.reply);
        if (failure) {
            judgement.why = judge_failure(*failure);
            co_return judgement;
        }
        const auto view = reply_of(fetch.reply, host_, std::chrono::system_clock::now());
        judgement = judge_profile(view, subjects_.settings.client_code);
        judgement.why.requests = attempt;
        if (judgement.next == FetchJudgement::Next::answer) {
            co_return judgement;
        }
        if (attempt > 1 || !tokens.refused(generation)) {
            tokens.gave_up(generation, judgement.why);
            subjects_.secrets_are_stale = true;
            co_return judgement;
        }
    }
}

std::string ProfileAsker::target_of(std::string_view id) const {
    const Settings& settings = subjects_.settings;
    const bool is_pc = subjects_.plan.identifier_key == "mboxPC=";
    return std::string{target_prefix(settings)} +
           (is_pc ? pc_profile_fetch_target(id, settings.client_code)
                  : profile_fetch_target(id, settings.client_code));
}

void ProfileAsker::write_request(const std::string& target, Fetch& fetch) const {
    fetch.request.start("GET", target, host_);
    const std::string_view token = subjects_.tokens.token();
    if (!token.empty()) {
        fetch.request.header("Authorization", "Bearer " + std::string{token});
    }
    fetch.request.header("Accept", "application/json");
    fetch.request.finish();
}

void ProfileAsker::compare(const sluice::Question& question, const Fetch& fetch, Answer& answer)
    const {
    const auto sent = sent_attributes(subjects_.plan, question.op(), question.values());
    const ReplyJson profile{fetch.reply.body};
    answer.attributes = compare_profile(
        profile, sent, question.wants_values() ? ShownValues::found : ShownValues::none
    );
}

}  // namespace adobe_target
