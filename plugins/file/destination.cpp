#include "file/destination.hpp"

#include "file/columns.hpp"
#include "file/disk/prove_writable.hpp"
#include "file/validate_mapping.hpp"

#include <csignal>
#include <cstdint>
#include <exception>
#include <utility>
#include <vector>

namespace file {

namespace {

// One fsync covers so many records: at 5 ms each, 800,000 records a second.
constexpr std::uint32_t most_in_flight = 4096;
constexpr std::uint32_t most_in_batch = 512;

template <class Values>
Values good_or_throw(Values values, const std::vector<sluice::ConfigFault>& faults) {
    if (!faults.empty()) {
        const sluice::ConfigFault& first = faults.front();
        throw sluice::Error{SLUICE_E_INVALID, first.path, first.code, first.message};
    }
    return values;
}

Settings settings_of(const sluice::Spec& spec) {
    std::vector<sluice::ConfigFault> faults;
    Settings settings = read_settings(spec.config_json(), faults);
    return good_or_throw(std::move(settings), faults);
}

RowPlan plan_of(const sluice::Spec& spec) {
    std::vector<sluice::ConfigFault> faults;
    const Options options = read_options(spec.options_json(), faults);
    return good_or_throw(row_plan(spec, options), faults);
}

sluice::Outcome cancelled() {
    sluice::Outcome outcome;
    outcome.verdict = sluice::Verdict::cancelled;
    return outcome;
}

// At a file size limit (ulimit -f) a write then fails with EFBIG, and the process lives on.
void block_sigxfsz() {
    sigset_t signals;
    ::sigemptyset(&signals);
    ::sigaddset(&signals, SIGXFSZ);
    ::pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

}  // namespace

void Destination::validate(sluice::Findings& findings, const sluice::Spec& spec) {
    validate_mapping(findings, spec);
}

Destination::Destination(sluice::Host host, const sluice::Spec& spec)
    : settings_{settings_of(spec)}, writer_{host, settings_, plan_of(spec)} {
    thread_ = std::thread{[this] { work(); }};
}

Destination::~Destination() {
    stop();
}

sluice_limits Destination::limits() const {
    return {sizeof(sluice_limits), most_in_batch, most_in_flight, 0};
}

void Destination::send(sluice::Record record) {
    {
        const std::lock_guard lock{mutex_};
        if (!is_cancelled_) {
            queue_.push_back(std::move(record));
            changed_.notify_one();
            return;
        }
    }
    std::move(record).finish(cancelled());
}

void Destination::work() {
    block_sigxfsz();
    Group group;
    while (take(group)) {
        try {
            writer_.write(group);
            writer_.finish_if_old();
        } catch (const std::exception&) {  // no memory: what is left of the group answers RETRY
            writer_.give_up();
            group.clear();
        }
    }
    writer_.finish();
}

// Waits for records, all that there are; false when it is over. An empty group: the file may be
// old.
bool Destination::take(Group& group) {
    std::unique_lock lock{mutex_};
    const auto is_ready = [this] { return !queue_.empty() || is_over_; };
    if (const auto due = writer_.due()) {
        changed_.wait_until(lock, *due, is_ready);
    } else {
        changed_.wait(lock, is_ready);
    }
    group.swap(queue_);
    return !group.empty() || !is_over_;
}

void Destination::check() {
    if (const auto fault = prove_writable(settings_.path)) {
        throw sluice::Error{SLUICE_E_UNAVAILABLE, "/config/path", fault->code, fault->message};
    }
}

void Destination::cancel() {
    Group open;
    {
        const std::lock_guard lock{mutex_};
        is_cancelled_ = true;
        open.swap(queue_);
    }
    for (sluice::Record& record : open) {
        std::move(record).finish(cancelled());
    }
}

// What is being written is written to its end: a write or an fsync cannot be taken back.
void Destination::shutdown(std::chrono::nanoseconds /*deadline*/) {
    cancel();
    stop();
}

void Destination::stop() {
    {
        const std::lock_guard lock{mutex_};
        is_over_ = true;
    }
    changed_.notify_one();
    if (thread_.joinable()) {
        thread_.join();
    }
}

}  // namespace file
