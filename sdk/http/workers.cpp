#include "sdk/http/workers.hpp"

#include "sdk/http/write_draft.hpp"

#include <sluice/error.hpp>
#include <sluice/http/default_verdict.hpp>
#include <sluice/outcomes.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include <algorithm>
#include <chrono>
#include <exception>
#include <future>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

namespace sluice::http {

namespace {

std::vector<std::string> names_of(const HttpOptions& options) {
    std::vector<std::string> names = options.secrets;
    if (options.oauth) {
        names.push_back(options.oauth->client_secret);
    }
    return names;
}

Outcome internal_error() {
    return retry(
        {.reason = Reason::internal,
         .code = "internal",
         .message = "the plugin failed at this record"}
    );
}

// What a record holds has become structure, which is the plugin's fault: the same again would fail
// again.
Outcome not_writable(const std::invalid_argument& error) {
    return rejected({.reason = Reason::internal, .code = "bad_request", .message = error.what()});
}

using Clock = std::chrono::steady_clock;

Record::Deadline due(const Batch& batch) {
    Record::Deadline soonest = Record::Deadline::max();
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (!batch.is_settled(i)) {
            soonest = std::min(soonest, batch[i].deadline());
        }
    }
    return soonest;
}

}  // namespace

Workers::Workers(HttpDestination& author, Host host, HttpOptions options) try
    : author_{author}, host_{host}, options_{std::move(options)}, busy_{context_.get_executor()},
      client_{context_, options_.client}, box_{names_of(options_)}, inbox_{context_} {
    if (options_.oauth) {
        source_.emplace(client_, *options_.oauth, box_, options_.timeout);
        tokens_.emplace(context_, *source_);
    }
    box_.fill(host_);
    for (std::size_t i = 0; i < options_.client.connections; ++i) {
        boost::asio::co_spawn(context_, work(), boost::asio::detached);
    }
    thread_ = std::thread{[this] { context_.run(); }};
} catch (const std::runtime_error& error) {
    throw Error{SLUICE_E_INVALID, "/config", "bad_connection_settings", error.what()};
}

Workers::~Workers() {
    stop();
}

void Workers::push(Record record) {
    // After AUTH_FAILED, and here: reading a secret may read a file, which the io thread must not.
    if (secrets_are_stale_.load() && secrets_are_stale_.exchange(false)) {
        box_.fill(host_);
    }
    inbox_.push(std::move(record));
}

std::optional<Outcome> Workers::check() {
    box_.fill(host_);
    std::promise<std::optional<Outcome>> promise;
    auto future = promise.get_future();
    boost::asio::co_spawn(
        context_,
        prove(),
        [&promise](const std::exception_ptr& exception, std::optional<Outcome> wrong) {
            if (exception) {
                promise.set_exception(exception);
            } else {
                promise.set_value(std::move(wrong));
            }
        }
    );
    return future.get();
}

void Workers::cancel() {
    inbox_.close();
    boost::asio::post(context_, [this] {
        client_.cancel();
        if (tokens_) {
            tokens_->cancel();
        }
    });
}

void Workers::stop() {
    if (thread_.joinable()) {
        cancel();
        busy_.reset();
        thread_.join();
    }
}

Task<void> Workers::work() {
    Bench bench;
    for (;;) {
        co_await inbox_.next(bench.records, options_.max_batch);
        if (bench.records.empty()) {
            co_return;
        }
        Batch batch{bench.records};
        try {
            co_await deliver(batch, bench);
        } catch (const std::invalid_argument& error) {
            batch.settle_rest(not_writable(error));
        } catch (...) {  // no memory, or a bug: the records stay the host's
            say_that_it_threw();
            batch.settle_rest(internal_error());
        }
        finish(batch, bench.records);
    }
}

// The main path: build → token → exchange → judge.
Task<void> Workers::deliver(Batch& batch, Bench& bench) {
    bench.draft = author_.build_batch(batch);
    if (batch.open() == 0) {
        co_return;
    }
    const auto failed = co_await exchange(batch, bench);
    if (failed) {
        batch.settle_rest(*failed);
        co_return;
    }
    author_.judge_batch(batch, bench.reply);
    if (batch.open() > 0) {
        batch.settle_rest(verdict_on(bench.reply));
    }
}

// None: there is a reply. Once more if the token was refused.
Task<std::optional<Outcome>> Workers::exchange(Batch& batch, Bench& bench) {
    for (int attempt = 1;; ++attempt) {
        if (tokens_ && !tokens_->is_ready()) {
            auto refusal = co_await tokens_->ready();
            if (refusal) {
                co_return refusal;
            }
        }
        auto unwritten = write(bench.draft, bench.request);
        if (unwritten) {
            co_return unwritten;
        }
        const std::uint64_t generation = tokens_ ? tokens_->generation() : 0;
        const auto deadline = std::min(due(batch), Clock::now() + options_.timeout);
        const auto failure = co_await client_.exchange(
            options_.url.endpoint, bench.request.bytes(), deadline, bench.reply
        );
        if (!failure || failure->written) {
            batch.count_request();
        }
        if (failure) {
            co_return author_.judge_failure(*failure);
        }
        if (!is_worth_a_new_token(bench.reply, generation, attempt)) {
            co_return std::nullopt;
        }
    }
}

// A 401 to a request with a token, once. The second one stops everybody until the secrets are read
// again.
bool Workers::is_worth_a_new_token(const Reply& reply, std::uint64_t generation, int attempt) {
    if (!tokens_ || reply.status != 401) {
        return false;
    }
    if (attempt > 1) {
        tokens_->gave_up(generation, verdict_on(reply));
        return false;
    }
    tokens_->refused(generation);
    return true;
}

// The token, then the author's harmless request if there is one.
Task<std::optional<Outcome>> Workers::prove() {
    if (tokens_) {
        tokens_->forget();
        auto refusal = co_await tokens_->ready();
        if (refusal) {
            co_return refusal;
        }
    }
    auto draft = author_.probe();
    if (!draft) {
        co_return std::nullopt;
    }
    Bench bench;
    bench.draft = *std::move(draft);
    Batch nothing{std::span<const Record>{}};
    auto failed = co_await exchange(nothing, bench);
    if (failed) {
        co_return failed;
    }
    Outcome outcome = verdict_on(bench.reply);
    if (outcome.verdict == Verdict::delivered) {
        co_return std::nullopt;
    }
    co_return outcome;
}

std::optional<Outcome> Workers::write(const Draft& draft, Request& request) {
    const Credentials credentials{
        .secrets = secrets(),
        .token = tokens_ ? tokens_->token() : std::string_view{},
        .now = std::chrono::system_clock::now()};
    return write_draft(draft, author_.authorization(draft, credentials), options_, request);
}

Outcome Workers::verdict_on(const Reply& reply) const {
    return default_verdict(reply, options_.url.authority, std::chrono::system_clock::now());
}

const Secrets& Workers::secrets() {
    const std::uint64_t version = box_.version();
    if (version != secrets_seen_) {
        secrets_seen_ = version;
        secrets_ = box_.secrets();
    }
    return secrets_;
}

void Workers::finish(const Batch& batch, std::vector<Record>& records) {
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (batch.outcome(i).verdict == Verdict::auth_failed) {
            secrets_are_stale_ = true;
        }
        std::move(records[i]).finish(batch.outcome(i));
    }
    records.clear();
}

// One line for the life of the instance: a bug shows at every record.
void Workers::say_that_it_threw() {
    if (!is_failure_said_) {
        is_failure_said_ = true;
        host_.log(LogLevel::error, "the plugin threw at a record, which is sent again; said once");
    }
}

}  // namespace sluice::http
