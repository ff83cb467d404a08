#include "host/run/pipeline_run.hpp"

#include <algorithm>
#include <utility>

namespace host {
namespace {

using namespace std::chrono_literals;

// Records read before the other steps get their turn.
constexpr int records_per_step = 256;
// Verdicts may lie this long while the plugin still has half of its credit to work on: host and
// plugin then wake each other once per some dozen records, not once per record.
constexpr std::chrono::nanoseconds verdict_patience = 1ms;
constexpr std::size_t patient_credit = 64;

LogLevel to_level(std::uint32_t level) {
    return level <= SLUICE_LOG_ERROR ? static_cast<LogLevel>(level) : LogLevel::error;
}

}  // namespace

PipelineRun::PipelineRun(
    PipelineParts parts, Committer& committer, Log& log, const Redactor& redactor
)
    : parts_{std::move(parts)},
      plugin_watch_{
          {*parts_.instance, *parts_.delivery, *parts_.journal, log, redactor},
          parts_.plan.pipeline.name,
          parts_.plan.pipeline.delivery.request_deadline},
      verification_{{parts_.plan, *parts_.instance, *parts_.questions, redactor}, parts_.seed},
      committer_{committer}, log_{log}, redactor_{redactor}, pace_{parts_.delivery->counts()},
      first_record_{parts_.delivery->checkpoint().next.ordinal} {}

bool PipelineRun::may_read() const {
    return (reading_ == Reading::open || reading_ == Reading::waiting) &&
           parts_.delivery->has_room();
}

int PipelineRun::wait_fd() const {
    return reading_ == Reading::waiting ? parts_.intake->wait_fd() : -1;
}

bool PipelineRun::read_some() {
    int taken = 0;
    while (taken < records_per_step && may_read()) {
        if (parts_.limit != 0 && read_ == parts_.limit) {
            reading_ = Reading::limited;
            break;
        }
        const Intake::Step step = parts_.intake->take_one(*parts_.delivery);
        if (step == Intake::Step::wait) {
            reading_ = Reading::waiting;
            break;
        }
        if (step == Intake::Step::end) {
            reading_ = Reading::ended;
            break;
        }
        if (step == Intake::Step::failed) {
            reading_ = Reading::failed;
            stop("the source cannot be read on: " + parts_.intake->error());
            break;
        }
        reading_ = Reading::open;
        ++read_;
        ++taken;
    }
    return taken != 0;
}

bool PipelineRun::send_some(Moment now) {
    held_to_rate_ = false;
    pace_.durable(committer_.committed());
    if (pace_.holds_back(parts_.delivery->counts()) || !parts_.instance->is_ready()) {
        return false;
    }
    bool sent = false;
    const bool was_paused = is_paused();
    for (auto batch = parts_.delivery->next_batch(now); !batch.empty();
         batch = parts_.delivery->next_batch(now)) {
        sent = true;
        if (!parts_.instance->send(batch, now.time + settings().request_deadline)) {
            parts_.delivery->send_failed(batch, now);
        }
    }
    held_to_rate_ = parts_.delivery->is_held_to_rate(now);
    tell_pause(was_paused);
    return sent;
}

bool PipelineRun::take_verdicts(Moment now) {
    plugin_watch_.look();
    parts_.context->take_completions(completions_);
    for (Completion& completion : completions_) {
        sluice::Outcome& outcome = completion.outcome;
        requests_ += outcome.requests;
        if (outcome.verdict != sluice::Verdict::delivered) {
            redact(outcome);
            gauge_.failed(outcome, now);
        } else if (verification_.has_sample()) {
            verification_.delivered(parts_.delivery->in_flight(completion.token), now.time);
        }
        const bool was_paused = is_paused();
        parts_.journal->note(parts_.delivery->on_result(completion.token, outcome, now));
        tell_pause(was_paused);
    }
    pass_on_logs();
    const std::uint64_t deaths = plugin_watch_.deaths();
    plugin_watch_.act(now);
    if (plugin_watch_.deaths() != deaths) {
        verification_.plugin_died();
    }
    verification_.work(now.time);
    if (const auto& guard = parts_.delivery->guard_stop(); guard && stopped_.empty()) {
        stop(*guard);
    }
    return !completions_.empty();
}

// What has changed since.
void PipelineRun::tell_pause(bool was_paused) {
    if (!was_paused && is_paused()) {
        log_.warn(
            "the destination is paused", {{"pipeline", name()}, {"why", account().pause().text()}}
        );
    } else if (was_paused && !is_paused()) {
        log_.info("the destination takes records again", {{"pipeline", name()}});
    }
}

void PipelineRun::redact(sluice::Outcome& outcome) const {
    redactor_.redact(outcome.code);
    redactor_.redact(outcome.message);
    redactor_.redact(outcome.member);
}

void PipelineRun::pass_on_logs() {
    for (const PluginLogLine& line : parts_.context->take_log()) {
        std::vector<LogField> fields{{"pipeline", name()}};
        for (const auto& [key, value] : line.fields) {
            fields.push_back({key, value});
        }
        log_.write(to_level(line.level), line.message, fields);
    }
}

void PipelineRun::commit(Moment now, bool all) {
    pace_.durable(committer_.committed());
    const Counts counts = parts_.delivery->counts();
    const bool finished = is_finished() && reading_ == Reading::ended;
    const bool wanted = pace_.has_news(counts) || (finished && !finish_committed_);
    const bool due = finished || (pace_.is_due(counts, now.time) && !pace_.is_under_way());
    if (!wanted || (!all && !due) || !adds_up()) {
        return;
    }
    if (!pace_.is_under_way()) {
        parts_.delivery->fingerprints_durable();
    }
    Commit entry = parts_.journal->entry(*parts_.delivery, finished, now.unix.count());
    pace_.submitted(counts, committer_.submit(std::move(entry)), now.time);
    finish_committed_ = finished;
}

void PipelineRun::stop_reading() {
    interrupted_ = interrupted_ || !is_finished();
    if (reading_ == Reading::open || reading_ == Reading::waiting) {
        reading_ = Reading::stopped;
    }
    if (!is_stream()) {
        parts_.delivery->stop_sending();
    }
    verification_.stop();
}

void PipelineRun::stop(std::string why) {
    stop_reading();
    parts_.delivery->stop_sending();
    if (stopped_.empty()) {
        stopped_ = std::move(why);
        log_.error("the pipeline stops", {{"pipeline", name()}, {"why", stopped_}});
    }
}

void PipelineRun::flush() {
    if (!is_shut_down_) {
        parts_.instance->flush();
    }
}

void PipelineRun::cancel() {
    parts_.delivery->stop_sending();
    if (!is_shut_down_) {
        parts_.instance->cancel();
    }
}

void PipelineRun::shutdown(Moment now) {
    if (std::exchange(is_shut_down_, true)) {
        return;
    }
    verification_.stop();
    take_verdicts(now);
    if (parts_.questions->open() != 0) {
        parts_.instance->cancel();
    }
    parts_.instance->shutdown(now.time + 5s);
    take_verdicts(now);
    if (is_stream() && !is_finished()) {
        keep_rest_of_stream();
    }
    if (const auto dropped = parts_.context->log_lines_dropped(); dropped != 0) {
        log_.warn(
            "the plugin logged faster than could be written",
            {{"pipeline", name()}, {"dropped", dropped}}
        );
    }
}

void PipelineRun::keep_rest_of_stream() {
    parts_.intake->close_input();
    while (parts_.intake->take_one(*parts_.delivery) == Intake::Step::read) {
    }
    parts_.delivery->reject_open(
        {.code = "not_sent",
         .message = "the run ended before the record was delivered; it came from a stream, which "
                    "cannot be read again",
         .field = {}}
    );
}

bool PipelineRun::is_durable() {
    pace_.durable(committer_.committed());
    return !pace_.is_under_way();
}

bool PipelineRun::adds_up() const {
    return !parts_.delivery->violation();
}

bool PipelineRun::is_finished() const {
    return (reading_ == Reading::ended || reading_ == Reading::limited) &&
           parts_.delivery->is_idle();
}

bool PipelineRun::is_over() const {
    if (is_finished()) {
        return verification_.is_over();
    }
    const bool sends_on = stopped_.empty() && is_stream();
    if (interrupted_ || reading_ == Reading::failed) {
        return sends_on ? parts_.delivery->is_idle() : parts_.delivery->in_flight() == 0;
    }
    return false;
}

std::chrono::nanoseconds PipelineRun::patience() const {
    const std::size_t credit = parts_.delivery->credit();
    const bool busy = credit >= patient_credit && parts_.delivery->in_flight() > credit / 2;
    return busy ? verdict_patience : 0ns;
}

// What only the state thread can bring (a commit under way, sends that are held back for it) has no
// time: it rings.
std::optional<Time> PipelineRun::next_due(Moment now) {
    const Counts counts = parts_.delivery->counts();
    const bool sends = !is_stopped() && !pace_.holds_back(counts) && parts_.instance->is_ready();
    auto due = sends ? parts_.delivery->next_due(now) : std::nullopt;
    if (!pace_.is_under_way() && pace_.has_news(counts)) {
        due = due ? std::min(*due, pace_.due()) : pace_.due();
    }
    if (is_finished()) {
        verification_.begin_wait(now.time);
    }
    if (const auto asks = verification_.next_due()) {
        due = due ? std::min(*due, *asks) : *asks;
    }
    return due;
}

}  // namespace host
