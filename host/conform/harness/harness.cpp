#include "host/conform/harness/harness.hpp"

#include "host/conform/check_run.hpp"

#include <algorithm>
#include <string>
#include <utility>

namespace host {
namespace {

using Clock = std::chrono::steady_clock;

std::uint64_t deadline_in(std::chrono::milliseconds time) {
    const std::chrono::nanoseconds deadline = Clock::now().time_since_epoch() + time;
    return static_cast<std::uint64_t>(deadline.count());
}

}  // namespace

Harness::Harness(CheckRun& run, HarnessOptions options)
    : run_{run}, options_{options}, plugin_{run.plugin()}, context_{run.sample().secrets},
      spec_{spec_of(run.sample())}, next_token_{(run.random() & 0xffffffffU) << 20U} {
    // Flush against a page that must not be touched where it is an old one, and only there: each
    // check has its own thing to find.
    if (options.age == HostAge::old) {
        memory_.push_back(std::make_unique<GuardedMemory>());
    } else {
        memory_.push_back(std::make_unique<PlainMemory>());
    }
    table_ = &host_table(options.age, *memory_.back());
}

Harness::~Harness() {
    if (self_ != nullptr) {
        cancel();
        shutdown(std::chrono::seconds{2});
    }
}

LentMemory& Harness::new_memory() {
    if (options_.lending == Lending::guarded) {
        memory_.push_back(std::make_unique<GuardedMemory>());
    } else {
        memory_.push_back(std::make_unique<PlainMemory>());
    }
    return *memory_.back();
}

sluice_rc Harness::validate() {
    run_.step("validate_mapping");
    return validate_quietly();
}

sluice_rc Harness::validate_quietly() {
    context_.enter(KitContext::Phase::validating);
    const sluice_spec& spec = lay_out(spec_, new_memory());
    const sluice_rc rc = plugin_.validate_mapping(table_, context_.handle(), &spec);
    if (options_.lending == Lending::guarded) {
        memory_.back()->revoke();
    }
    return rc;
}

sluice_rc Harness::init() {
    run_.step("init");
    context_.enter(KitContext::Phase::starting);
    const sluice_spec& spec = lay_out(spec_, new_memory());
    const sluice_rc rc = plugin_.init(table_, context_.handle(), &spec, &limits_, &self_);
    if (options_.lending == Lending::guarded) {
        memory_.back()->revoke();
    }
    if (rc != SLUICE_OK) {
        self_ = nullptr;
    }
    context_.enter(rc == SLUICE_OK ? KitContext::Phase::running : KitContext::Phase::shut);
    return rc;
}

void Harness::must_init() {
    const sluice_rc rc = init();
    if (rc != SLUICE_OK || self_ == nullptr) {
        throw CheckStopped{"init refused the sample configuration with code " + std::to_string(rc)};
    }
}

sluice_rc Harness::check() {
    if (plugin_.check == nullptr) {
        return SLUICE_OK;
    }
    run_.step("check");
    context_.enter(KitContext::Phase::checking);
    const sluice_rc rc = plugin_.check(self_);
    context_.enter(KitContext::Phase::running);
    return rc;
}

bool Harness::send(std::span<const RecordDraft> records) {
    run_.step(
        "send of batch " + std::to_string(batches_ + 1) + " with " +
        std::to_string(records.size()) + " records"
    );
    const std::uint64_t first_token = next_token_;
    next_token_ += records.size();
    for (std::size_t i = 0; i < records.size(); ++i) {
        sent_[first_token + i] = records[i];
    }
    LentMemory& memory = new_memory();
    const auto laid_out = lay_out(records, first_token, memory);
    const sluice_batch batch{
        .struct_size = sizeof(sluice_batch),
        .flags = options_.batch_flags,
        .id = ++batches_,
        .records = laid_out.data(),
        .n_records = laid_out.size(),
        .deadline_mono_ns = deadline_in(options_.batch_deadline),
    };
    context_.expect_batch(first_token, records.size(), [&memory] { memory.revoke(); });
    const Clock::time_point before = Clock::now();
    const sluice_rc rc = plugin_.send(self_, &batch);
    longest_send_ = std::max<std::chrono::nanoseconds>(longest_send_, Clock::now() - before);
    context_.batch_sent(first_token, rc == SLUICE_OK);
    return rc == SLUICE_OK;
}

bool Harness::send_within_limits(
    std::span<const RecordDraft> records, std::chrono::milliseconds patience
) {
    const std::size_t most_in_flight = std::max(1U, limits_.max_in_flight);
    const std::size_t most_at_once =
        std::min<std::size_t>(std::max(1U, limits_.max_batch_records), most_in_flight);
    while (!records.empty()) {
        const std::size_t count = std::min(most_at_once, records.size());
        if (!context_.await_open(most_in_flight - count, patience) || !send(records.first(count))) {
            return false;
        }
        records = records.subspan(count);
    }
    return true;
}

void Harness::flush() {
    if (plugin_.flush != nullptr) {
        run_.step("flush");
        plugin_.flush(self_);
    }
}

void Harness::cancel() {
    run_.step("cancel");
    plugin_.cancel(self_);
}

void Harness::shutdown(std::chrono::milliseconds within) {
    run_.step("shutdown");
    plugin_.shutdown(std::exchange(self_, nullptr), deadline_in(within));
    context_.enter(KitContext::Phase::shut);
    run_.step("after shutdown");
}

std::vector<Judged> Harness::judged() const {
    const auto verdicts = context_.verdicts();
    std::vector<Judged> judged;
    for (const auto& [token, record] : sent_) {
        const auto verdict = verdicts.find(token);
        judged.push_back({record, verdict == verdicts.end() ? SeenVerdict{} : verdict->second});
    }
    return judged;
}

}  // namespace host
