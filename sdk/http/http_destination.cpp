#include "sdk/http/workers.hpp"

#include <sluice/error.hpp>
#include <sluice/http/default_verdict.hpp>
#include <sluice/http/http_destination.hpp>
#include <sluice/outcomes.hpp>

#include <algorithm>
#include <cstdint>
#include <utility>

namespace sluice::http {

namespace {

sluice_rc check_code(const Outcome& outcome) {
    switch (outcome.verdict) {
    case Verdict::auth_failed:
        return SLUICE_E_AUTH;
    case Verdict::rejected:
        return SLUICE_E_INVALID;
    default:
        return SLUICE_E_UNAVAILABLE;
    }
}

}  // namespace

HttpDestination::HttpDestination(Host host, HttpOptions options)
    : host_{host}, workers_{std::make_unique<Workers>(*this, host, std::move(options))} {}

HttpDestination::~HttpDestination() = default;

sluice_limits HttpDestination::limits() const {
    // A connection never waits for the host: while one batch is on its way, others are at hand.
    const HttpOptions& options = workers_->options();
    const std::size_t ahead = std::max<std::size_t>(options.max_batch * 2, 4);
    const std::size_t in_flight = std::min<std::size_t>(options.client.connections * ahead, 65'536);
    sluice_limits limits{};
    limits.max_in_flight = static_cast<std::uint32_t>(in_flight);
    limits.max_batch_records = static_cast<std::uint32_t>(
        std::min(in_flight, std::max<std::size_t>(256, options.max_batch))
    );
    return limits;
}

void HttpDestination::send(Record record) {
    workers_->push(std::move(record));
}

void HttpDestination::check() {
    const auto wrong = workers_->check();
    if (wrong) {
        throw Error{
            check_code(*wrong),
            "/config",
            wrong->code.empty() ? "cancelled" : wrong->code,
            wrong->message.empty() ? "the check was cancelled" : wrong->message};
    }
}

void HttpDestination::cancel() {
    workers_->cancel();
}

// Every wait of the plugin's thread ends at once by cancel(), so the deadline is kept without a
// look at it; a name that is being looked up ends with the system's resolver.
void HttpDestination::shutdown(std::chrono::nanoseconds /*deadline*/) {
    workers_->stop();
}

Result<Draft, Outcome> HttpDestination::build(const Record& /*record*/) {
    return rejected(
        {.reason = Reason::internal,
         .code = "not_built",
         .message = "expected the plugin to override build or build_batch, found neither"}
    );
}

Outcome HttpDestination::judge(const Record& /*record*/, const Reply& reply) {
    return default_verdict(
        reply, workers_->options().url.authority, std::chrono::system_clock::now()
    );
}

Draft HttpDestination::build_batch(Batch& batch) {
    Draft draft;
    for (std::size_t i = 0; i < batch.size(); ++i) {
        auto built = build(batch[i]);
        if (built) {
            draft = *std::move(built);
        } else {
            batch.settle(i, std::move(built).error());
        }
    }
    return draft;
}

void HttpDestination::judge_batch(Batch& batch, const Reply& reply) {
    for (std::size_t i = 0; i < batch.size(); ++i) {
        if (!batch.is_settled(i)) {
            batch.settle(i, judge(batch[i], reply));
        }
    }
}

Outcome HttpDestination::judge_failure(const Failure& failure) {
    return default_verdict(failure);
}

std::vector<Header>
HttpDestination::authorization(const Draft& /*draft*/, const Credentials& credentials) {
    std::vector<Header> headers;
    if (!credentials.token.empty()) {
        headers.push_back({"Authorization", "Bearer " + std::string{credentials.token}});
    }
    return headers;
}

std::optional<Draft> HttpDestination::probe() {
    return std::nullopt;
}

}  // namespace sluice::http
