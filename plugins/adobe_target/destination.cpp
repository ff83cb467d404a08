#include "adobe_target/destination.hpp"

#include "adobe_target/api/hide_values.hpp"
#include "adobe_target/api/outcomes.hpp"
#include "adobe_target/fields.hpp"
#include "adobe_target/mapping.hpp"
#include "adobe_target/net/judge_failure.hpp"
#include "adobe_target/net/reply_of.hpp"
#include "adobe_target/start_up.hpp"
#include "adobe_target/update_call.hpp"
#include "adobe_target/validate_mapping.hpp"
#include "adobe_target/wire_text.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <exception>
#include <future>
#include <string>
#include <utility>
#include <vector>

namespace adobe_target {

namespace {

using sluice::Outcome;
using sluice::http::Task;

// A message with a status may quote Adobe, and Adobe the record.
void hide_quoted_values(const sluice::Record& record, Outcome& outcome) {
    if (outcome.vendor_code != 0 && !outcome.message.empty()) {
        hide_values(outcome.message, record.values());
    }
}

bool has_reached_adobe(const std::optional<sluice::http::Failure>& failure) {
    return !failure || failure->written;
}

Outcome internal_error() {
    return retry(
        {.reason = sluice::Reason::internal,
         .code = "internal",
         .message = "the plugin failed at this record"}
    );
}

}  // namespace

void Destination::validate(sluice::Findings& findings, const sluice::Spec& spec) {
    validate_mapping(findings, spec);
}

void Destination::validate_verify(sluice::Findings& findings, const sluice::Spec& spec) {
    if (action_of(spec.action()) == Action::stream_attributes) {
        findings.error(
            "/verify",
            "cannot_be_verified",
            "expected verify with send_identifiers alone, found it with stream_attributes: what a "
            "session has just been told is not what a profile fetch shows; take it out"
        );
    }
}

Destination::Destination(sluice::Host host, const sluice::Spec& spec)
    : host_{host}, settings_{settings_of(spec)}, streams_{is_streaming(spec)}, observations_{host},
      busy_{context_.get_executor()}, client_{make_client(context_, settings_)},
      secrets_{{settings_.client_secret, settings_.profile_token}}, inbox_{context_} {
    const Options options = options_of(spec);
    if (streams_) {
        delivery_plan_ = delivery_plan(spec, settings_, options);
        sessions_.emplace();
    } else {
        update_plan_ = update_plan(spec, settings_, options);
    }
    secrets_.fill(host_);
    tokens_.emplace(context_, *client_, settings_, secrets_, host_);
    const ProfileAsker::Subjects asked{
        *client_, *tokens_, settings_, update_plan_, secrets_are_stale_};
    asker_.emplace(asked);
    for (std::size_t i = 0; i < settings_.connections; ++i) {
        boost::asio::co_spawn(context_, work(), boost::asio::detached);
    }
    thread_ = std::thread{[this] { context_.run(); }};
}

sluice_limits Destination::limits() const {
    // A connection never waits for the host: while one record is on its way, others are at hand.
    const auto in_flight = static_cast<std::uint32_t>(settings_.connections * 4);
    sluice_limits limits{};
    limits.max_batch_records = std::min(in_flight, 256U);
    limits.max_in_flight = in_flight;
    return limits;
}

void Destination::send(sluice::Record record) {
    renew_stale_secrets();
    inbox_.push(std::move(record));
}

// After AUTH_FAILED, and on the host's thread: reading a secret may read a file, which the io
// thread must not.
void Destination::renew_stale_secrets() {
    if (secrets_are_stale_.load() && secrets_are_stale_.exchange(false)) {
        secrets_.fill(host_);
    }
}

void Destination::verify(sluice::Question question) {
    if (streams_) {  // validate_verify() has said no
        return;
    }
    renew_stale_secrets();
    boost::asio::co_spawn(context_, asker_->answer(std::move(question)), boost::asio::detached);
}

// Observations and sessions are the io thread's.
void Destination::preview(const sluice::Record& record) {
    std::promise<void> shown;
    boost::asio::post(context_, [&] {
        show(record);
        shown.set_value();
    });
    shown.get_future().wait();
}

void Destination::show(const sluice::Record& record) {
    const auto call = make_call();
    Workbench bench;
    if (const auto rejection = call->compose(record, bench)) {
        const std::string why =
            "nothing: rejected as " + rejection->code + ": " + rejection->message;
        trace_->tell(record.id(), sluice::Traced::note, why);
        return;
    }
    write_request(*call, bench);
    tell(record, sluice::Traced::request, bench);
}

void Destination::tell(const sluice::Record& record, sluice::Traced what, const Workbench& bench) {
    if (!trace_) {
        return;
    }
    const std::string text = what == sluice::Traced::request
                                 ? request_text(bench.request.bytes(), bench.authorization)
                                 : reply_text(bench.reply);
    trace_->tell(record.id(), what, text);
}

Task<void> Destination::work() {
    const auto call = make_call();
    Workbench bench;
    for (;;) {
        auto record = co_await inbox_.next();
        if (!record) {
            co_return;
        }
        Outcome outcome;
        try {
            outcome = co_await deliver(*record, *call, bench);
            hide_quoted_values(*record, outcome);
        } catch (const std::exception&) {  // no memory, or a bug: the record stays the host's
            outcome = internal_error();
        }
        if (outcome.verdict == sluice::Verdict::auth_failed) {
            secrets_are_stale_ = true;
        }
        std::move(*record).finish(outcome);
    }
}

// The main path: request → token → exchange → judge → verdict. Once more if the token was refused.
Task<Outcome> Destination::deliver(const sluice::Record& record, Call& call, Workbench& bench) {
    auto rejection = call.compose(record, bench);
    if (rejection) {
        co_return *std::move(rejection);
    }
    std::uint32_t requests = 0;
    for (int attempt = 1;; ++attempt) {
        if (call.wants_token() && !tokens_->is_ready()) {
            auto refusal = co_await tokens_->ready();
            if (refusal) {
                refusal->requests = requests;
                co_return *std::move(refusal);
            }
        }
        write_request(call, bench);
        tell(record, sluice::Traced::request, bench);
        const std::uint64_t generation = tokens_->generation();
        const auto deadline =
            std::min(record.deadline(), std::chrono::steady_clock::now() + settings_.timeout);
        const auto failure = co_await client_->exchange(
            bench.endpoint, bench.request.bytes(), deadline, bench.reply
        );
        requests += has_reached_adobe(failure) ? 1U : 0U;
        if (!failure) {
            tell(record, sluice::Traced::reply, bench);
        }
        Judgement judgement =
            failure ? Judgement{.outcome = judge_failure(*failure)} : judge(record, call, bench);
        judgement.outcome.requests = requests;
        if (is_final(judgement, generation, attempt)) {
            co_return std::move(judgement.outcome);
        }
    }
}

// False if the request is worth repeating, once, with another profile token.
bool Destination::is_final(const Judgement& judgement, std::uint64_t generation, int attempt) {
    if (judgement.next != Judgement::Next::renew_token) {
        return true;
    }
    if (attempt == 1 && tokens_->refused(generation)) {
        return false;
    }
    tokens_->gave_up(generation, judgement.outcome);
    return true;
}

std::unique_ptr<Call> Destination::make_call() {
    if (!streams_) {
        return std::make_unique<UpdateCall>(update_plan_, settings_, observations_);
    }
    const DeliveryShared shared{
        .plan = delivery_plan_,
        .settings = settings_,
        .observations = observations_,
        .sessions = *sessions_,
        .host = host_};
    return std::make_unique<DeliveryCall>(shared);
}

void Destination::write_request(const Call& call, Workbench& bench) const {
    bench.request.start("POST", bench.target, bench.host);
    bench.request.header("Content-Type", bench.media_type);
    if (call.wants_token() && !tokens_->token().empty()) {
        bench.authorization = "Bearer ";
        bench.authorization += tokens_->token();
        bench.request.header("Authorization", bench.authorization);
    }
    bench.request.finish(bench.body);
}

Judgement Destination::judge(const sluice::Record& record, Call& call, const Workbench& bench) {
    const ReplyView reply = reply_of(bench.reply, bench.host, std::chrono::system_clock::now());
    Judgement judgement = call.judge(reply);
    if (judgement.next != Judgement::Next::not_understood) {
        not_understood_in_a_row_ = 0;
        return judgement;
    }
    ++not_understood_in_a_row_;
    return {.outcome = not_understood(reply, not_understood_in_a_row_, record.attempt())};
}

void Destination::check() {
    secrets_.fill(host_);
    std::promise<CheckReport> promise;
    auto future = promise.get_future();
    boost::asio::co_spawn(
        context_,
        online_check(*client_, *tokens_, settings_, random_id()),
        [&promise](const std::exception_ptr& exception, CheckReport report) {
            if (exception) {
                promise.set_exception(exception);
            } else {
                promise.set_value(std::move(report));
            }
        }
    );
    const CheckReport report = future.get();
    for (const sluice::ConfigFault& warning : report.warnings) {
        host_.report(sluice::Severity::warning, warning.path, warning.code, warning.message);
    }
    if (report.rc != SLUICE_OK) {
        throw sluice::Error{report.rc, report.fault.path, report.fault.code, report.fault.message};
    }
}

void Destination::cancel() {
    inbox_.close();
    boost::asio::post(context_, [this] {
        client_->cancel();
        tokens_->cancel();
    });
}

// Every wait of the io thread ends at once by cancel(), so the deadline is kept without a look at
// it; a name that is being looked up ends with the system's resolver.
void Destination::shutdown(std::chrono::nanoseconds /*deadline*/) {
    cancel();
    busy_.reset();
    thread_.join();
    observations_.say_left_out();
}

}  // namespace adobe_target
