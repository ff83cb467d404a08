#include "host/run/verification.hpp"

#include "host/verify/tally.hpp"

#include <sluice/text.hpp>

#include <algorithm>
#include <limits>
#include <utility>

namespace host {
namespace {

// Questions use the connections that updates use: few at a time.
constexpr std::size_t most_open = 16;

SamplerTerms terms_of(const PipelinePlan& plan, std::uint64_t seed) {
    SamplerTerms terms;
    terms.share = plan.pipeline.verify.sample;
    terms.delay = plan.verify_delay;
    terms.seed = seed;
    return terms;
}

std::vector<std::string> names_of(const PipelinePlan& plan) {
    std::vector<std::string> names;
    for (const sluice_field& field : plan.mapping.fields()) {
        names.emplace_back(sluice::to_view(field.name));
    }
    return names;
}

}  // namespace

Verification::Verification(Subjects subjects, std::uint64_t seed)
    : subjects_{subjects}, fields_{names_of(subjects.plan)}, sampler_{
                                                                 terms_of(subjects.plan, seed)} {}

void Verification::delivered(const Update* update, Time now) {
    if (update != nullptr && !is_stopped_) {
        sampler_.delivered(*update->slots, update->id, now);
    }
}

void Verification::work(Time now) {
    if (!has_sample()) {
        return;
    }
    take_answers();
    not_told(
        subjects_.questions.give_up_overdue(now), "no_answer: the plugin did not answer in time"
    );
    ask_due(now);
    counts_.not_asked += sampler_.take_left_out();
}

void Verification::take_answers() {
    subjects_.instance.context().take_answers(answers_);
    for (ToldAnswer& told : answers_) {
        subjects_.redactor.redact(told.answer.code);
        subjects_.redactor.redact(told.answer.message);
        take(told);
    }
}

void Verification::take(const ToldAnswer& told) {
    const auto asked = subjects_.questions.answered(told.token);
    if (!asked) {
        return;  // late, twice or invented
    }
    if (sampler_.answered(asked->mark)) {
        ++counts_.outdated;
        return;
    }
    count_sample(counts_, told.answer, fields_);
}

void Verification::not_told(const std::vector<std::uint64_t>& users, const char* why) {
    for (const std::uint64_t user : users) {
        sampler_.answered(user);
        ++counts_.sample.untold;
        counts_.last_untold = why;
    }
}

bool Verification::has_credit() const {
    const std::size_t credit =
        std::min<std::size_t>(subjects_.instance.limits().max_in_flight, most_open);
    return subjects_.questions.open() < credit && subjects_.instance.is_ready();
}

void Verification::ask_due(Time now) {
    const bool is_late = done_at_ && now >= *done_at_ + subjects_.plan.pipeline.verify.wait;
    const Time deadline = now + subjects_.plan.pipeline.delivery.request_deadline;
    while (has_credit()) {
        auto sample = sampler_.take_due(is_late ? Time::max() : now);
        if (!sample) {
            return;
        }
        counts_.early += sample->due > now ? 1 : 0;
        const UserKey user = sample->user;
        if (!subjects_.questions.ask(
                subjects_.instance, std::move(sample->update), user, SLUICE_Q_ATTRIBUTES, deadline
            )) {
            not_told({user}, "not_taken: the plugin did not take the question");
        }
    }
}

void Verification::stop() {
    is_stopped_ = true;
    counts_.not_asked += sampler_.drop_all();
}

void Verification::plugin_died() {
    not_told(subjects_.questions.give_up_all(), "plugin_died: its process ended");
}

std::optional<Time> Verification::next_due() const {
    std::optional<Time> due = subjects_.questions.next_look();
    const std::optional<Time> waiting = has_credit() ? sampler_.next_due() : std::nullopt;
    if (waiting) {
        const Time asked_at =
            done_at_ ? std::min(*waiting, *done_at_ + subjects_.plan.pipeline.verify.wait)
                     : *waiting;
        due = due ? std::min(*due, asked_at) : asked_at;
    }
    return due;
}

}  // namespace host
