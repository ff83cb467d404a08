#include "host/run/try_stage.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <poll.h>
#include <span>
#include <string>
#include <utility>

namespace host {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::nanoseconds grace = 5s;

std::chrono::nanoseconds now() {
    return std::chrono::steady_clock::now().time_since_epoch();
}

// For poll(): at least 0, at most a second.
int milliseconds_until(std::chrono::nanoseconds deadline) {
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - now());
    return static_cast<int>(std::clamp(left, 0ms, std::chrono::milliseconds{1s}).count());
}

}  // namespace

std::optional<Problem> TryStage::start() {
    if (auto missing = missing_secret(plan_.destination)) {
        return missing;
    }
    const VerifyTerms terms = plan_.plugin.verify_terms(plan_.spec());
    const bool is_refused =
        std::any_of(terms.issues.begin(), terms.issues.end(), [](const PluginIssue& issue) {
            return issue.severity == SLUICE_SEV_ERROR;
        });
    can_ask_ = terms.is_offered && !is_refused;
    context_.set_log_level(SLUICE_LOG_WARN);
    auto instance = plan_.plugin.start(context_, plan_.spec());
    if (!instance) {
        return Problem{
            "the plugin of " + plan_.destination.name +
            " does not start: " + redactor_.redacted(instance.error().text)};
    }
    instance_ = *std::move(instance);
    is_traced_ = instance_->begin_trace();
    return std::nullopt;
}

bool TryStage::await(const std::function<bool()>& is_there, std::chrono::nanoseconds deadline) {
    while (!is_there()) {
        if (is_stopped_ || now() >= deadline) {
            return false;
        }
        std::array<pollfd, 2> waits{
            pollfd{bell_.fd(), POLLIN, 0}, pollfd{signals_.fd(), POLLIN, 0}};
        poll(waits.data(), waits.size(), milliseconds_until(deadline));
        bell_.quiet();
        is_stopped_ = is_stopped_ || signals_.take() != 0;
    }
    return true;
}

bool TryStage::rest(std::chrono::milliseconds time) {
    await([] { return false; }, now() + time);
    return !is_stopped_;
}

std::vector<ToldText> TryStage::preview(const KeptUpdate& update) {
    const sluice_record record = update.record(1);
    if (!is_traced_ || !instance_->preview(record)) {
        return {};
    }
    return context_.take_told();
}

sluice::Answer TryStage::ask(const KeptUpdate& update) {
    const auto deadline = now() + plan_.pipeline.delivery.request_deadline;
    const std::uint32_t flags = SLUICE_Q_ATTRIBUTES | SLUICE_Q_VALUES;
    auto copy = std::make_unique<KeptUpdate>(update.values(), update.op(), "sluice-try");
    sluice::Answer answer;
    answer.code = "no_answer";
    answer.message = "the plugin did not answer";
    if (!questions_.ask(*instance_, std::move(copy), 0, flags, deadline)) {
        return answer;
    }
    std::vector<ToldAnswer> answers;
    const auto is_answered = [&] {
        context_.take_answers(answers);
        for (ToldAnswer& told : answers) {
            if (questions_.answered(told.token)) {
                answer = std::move(told.answer);
                return true;
            }
        }
        return false;
    };
    await(is_answered, deadline + grace);
    return answer;
}

std::optional<sluice::Outcome> TryStage::send(const KeptUpdate& update) {
    constexpr std::uint64_t token = 1;
    const auto deadline = now() + plan_.pipeline.delivery.request_deadline;
    const sluice_record record = update.record(token);
    if (!instance_->send(std::span{&record, 1}, deadline)) {
        return std::nullopt;
    }
    instance_->flush();
    std::optional<sluice::Outcome> outcome;
    std::vector<Completion> completions;
    const auto is_judged = [&] {
        context_.take_completions(completions);
        for (Completion& completion : completions) {
            if (completion.token == token) {
                outcome = std::move(completion.outcome);
            }
        }
        return outcome.has_value();
    };
    if (!await(is_judged, deadline + grace)) {
        end();  // the record must not be read any more once this returns
    }
    return outcome;
}

void TryStage::pass_on_logs() {
    for (const PluginLogLine& line : context_.take_log()) {
        std::string text = line.message;
        for (const auto& [key, value] : line.fields) {
            text += ' ' + key + '=' + value;
        }
        std::fputs((redactor_.redacted(text) + '\n').c_str(), stderr);
    }
}

void TryStage::end() {
    if (instance_ == nullptr) {
        return;
    }
    instance_->cancel();
    instance_->shutdown(now() + grace);
    instance_.reset();
    pass_on_logs();
}

}  // namespace host
