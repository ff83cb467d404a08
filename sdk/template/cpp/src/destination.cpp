#include "destination.hpp"

#include "body.hpp"
#include "judge.hpp"
#include "request.hpp"

#include <cerrno>
#include <cstdint>
#include <sys/eventfd.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace {

constexpr std::size_t most_in_flight = 64;
constexpr std::chrono::seconds longest_exchange{10};

sluice::Outcome cancelled() {
    sluice::Outcome outcome;
    outcome.verdict = sluice::Verdict::cancelled;
    return outcome;
}

sluice::Outcome no_token() {
    sluice::Outcome outcome;
    outcome.verdict = sluice::Verdict::auth_failed;
    outcome.code = "no_token";
    outcome.message = "expected a token of printable ASCII, found none";
    return outcome;
}

// What validate() finds was said to the host already; this keeps a wrong destination from starting.
Settings sound_settings(sluice::Host host, const sluice::Spec& spec) {
    sluice::Findings findings{host};
    Settings settings = read_settings(findings, spec);
    check_fields(findings, spec);
    if (findings.errors() > 0) {
        throw sluice::Error{
            SLUICE_E_INVALID, "", "not_valid", "expected a mapping that validate_mapping accepts"};
    }
    return settings;
}

}  // namespace

Event::Event() : fd_{::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)} {
    if (fd_ < 0) {
        throw std::system_error{errno, std::generic_category(), "eventfd"};
    }
}

Event::~Event() {
    ::close(fd_);
}

void Event::raise() const {
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(fd_, &one, sizeof one);
}

void Destination::validate(sluice::Findings& findings, const sluice::Spec& spec) {
    read_settings(findings, spec);
    check_fields(findings, spec);
}

Destination::Destination(sluice::Host host, const sluice::Spec& spec)
    : host_{host}, settings_{sound_settings(host, spec)}, fields_{read_fields(spec)} {
    try {
        threads_.reserve(most_in_flight);
        while (threads_.size() < most_in_flight) {
            threads_.emplace_back([this] { work(); });
        }
    } catch (...) {
        stop();
        throw;
    }
}

Destination::~Destination() {
    stop();
}

sluice_limits Destination::limits() const {
    return {sizeof(sluice_limits), most_in_flight, most_in_flight, 0};
}

void Destination::send(sluice::Record record) {
    {
        const std::lock_guard lock{mutex_};
        if (!is_cancelled_) {
            queue_.push_back(std::move(record));
            wake_.notify_one();
            return;
        }
    }
    std::move(record).finish(cancelled());
}

void Destination::cancel() {
    std::deque<sluice::Record> dropped;
    {
        const std::lock_guard lock{mutex_};
        is_cancelled_ = true;
        dropped.swap(queue_);
        cancelled_.raise();
        wake_.notify_all();
    }
    for (sluice::Record& record : dropped) {
        std::move(record).finish(cancelled());
    }
}

void Destination::shutdown(std::chrono::nanoseconds) {
    stop();
}

void Destination::stop() {
    cancel();
    for (std::thread& thread : threads_) {
        thread.join();
    }
    threads_.clear();
}

void Destination::work() {
    std::string token;
    for (;;) {
        std::unique_lock lock{mutex_};
        wake_.wait(lock, [this] { return is_cancelled_ || !queue_.empty(); });
        if (queue_.empty()) {
            return;
        }
        sluice::Record record = std::move(queue_.front());
        queue_.pop_front();
        lock.unlock();
        try {
            std::move(record).finish(deliver(record, token));
        } catch (...) {
            continue;  // no memory: the record answers RETRY as it goes
        }
    }
}

bool Destination::has_token(std::string& token) const {
    if (token.empty()) {
        token = host_.secret(settings_.token).value_or("");
        while (token.ends_with('\n') || token.ends_with('\r')) {
            token.pop_back();  // the file's
        }
        if (!is_header_value(token)) {
            token.clear();
        }
    }
    return !token.empty();
}

// token: as the host last gave it to this thread; asked for again after a refusal.
sluice::Outcome Destination::deliver(const sluice::Record& record, std::string& token) const {
    const auto body = body_of(fields_, record);
    if (!body) {
        return body.error();
    }
    if (!settings_.token.empty() && !has_token(token)) {
        return no_token();
    }
    const Endpoint& to = settings_.endpoint;
    const auto reply = exchange(
        to,
        request_of(to, token, record.id(), *body),
        {std::chrono::steady_clock::now() + longest_exchange, cancelled_.fd()}
    );
    if (!reply) {
        return judge(reply.error(), to.authority);
    }
    sluice::Outcome outcome = judge(*reply, to.authority, std::chrono::system_clock::now());
    if (outcome.verdict == sluice::Verdict::auth_failed) {
        token.clear();
    }
    return outcome;
}
