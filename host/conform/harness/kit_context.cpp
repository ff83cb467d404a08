#include "host/conform/harness/kit_context.hpp"

#include <sluice/text.hpp>

#include <algorithm>
#include <cstring>
#include <utility>

namespace host {
namespace {

constexpr std::size_t max_kept = 100'000;  // log lines, issues; of misuses a hundredth

std::string copy(sluice_str text) {
    return std::string{sluice::to_view(text)};
}

constexpr std::uint32_t known_flags = SLUICE_R_MAYBE_DELIVERED | SLUICE_R_WHOLE_DESTINATION;

std::string_view status_word(std::uint32_t status) {
    switch (status) {
    case SLUICE_DELIVERED:
        return "DELIVERED";
    case SLUICE_RETRY:
        return "RETRY";
    case SLUICE_REJECTED:
        return "REJECTED";
    case SLUICE_AUTH_FAILED:
        return "AUTH_FAILED";
    case SLUICE_CANCELLED:
        return "CANCELLED";
    default:
        return "an unknown verdict";
    }
}

SeenVerdict seen(const sluice_result& result) {
    return {
        result.status,
        result.flags,
        result.reason,
        result.vendor_code,
        result.retry_after_ms,
        result.field,
        result.requests,
        copy(result.code),
        copy(result.message),
        copy(result.member)};
}

// What is wrong with a result in itself; "" if nothing.
std::string fault_of(const sluice_result& result) {
    if (result.status < SLUICE_DELIVERED || result.status > SLUICE_CANCELLED) {
        return "status " + std::to_string(result.status) +
               ", expected 1 (DELIVERED) to 5 (CANCELLED)";
    }
    if (result.reason > SLUICE_WHY_INTERNAL) {
        return "reason " + std::to_string(result.reason) + ", expected 0 to 13";
    }
    if ((result.flags & ~known_flags) != 0) {
        return "flags " + std::to_string(result.flags) +
               ", expected MAYBE_DELIVERED and WHOLE_DESTINATION alone";
    }
    if (result.reserved0 != 0) {
        return "a reserved member that is not 0";
    }
    return "";
}

}  // namespace

std::string in_words(const SeenVerdict& verdict) {
    std::string words{status_word(verdict.status)};
    std::string detail;
    auto add = [&](const std::string& word) { detail += (detail.empty() ? "" : ", ") + word; };
    if (verdict.is_maybe()) {
        add("maybe delivered");
    }
    if (verdict.is_whole_destination()) {
        add("whole destination");
    }
    if (verdict.retry_after_ms != 0) {
        add("after " + std::to_string(verdict.retry_after_ms) + " ms");
    }
    if (!verdict.code.empty()) {
        add("code " + verdict.code);
    }
    return detail.empty() ? words : words + " (" + detail + ')';
}

void KitContext::enter(Phase phase) {
    const std::lock_guard lock{mutex_};
    phase_ = phase;
}

void KitContext::expect_batch(
    std::uint64_t first_token, std::size_t count, std::function<void()> on_last
) {
    const std::lock_guard lock{mutex_};
    for (std::size_t i = 0; i < count; ++i) {
        batch_of_[first_token + i] = first_token;
    }
    batches_[first_token] = {count, false, false, std::move(on_last)};
    open_ += count;
}

void KitContext::batch_sent(std::uint64_t first_token, bool was_accepted) {
    std::function<void()> on_last;
    {
        const std::lock_guard lock{mutex_};
        Batch& batch = batches_[first_token];
        batch.is_sent = true;
        batch.is_refused = !was_accepted;
        if (!was_accepted) {
            open_ -= batch.open;
            for (const auto& [token, verdict] : verdicts_) {
                const auto known = batch_of_.find(token);
                if (known != batch_of_.end() && known->second == first_token) {
                    misuse(
                        Misuse::verdict_of_refused,
                        in_words(verdict) + " on a record of a batch that send() refused"
                    );
                }
            }
        } else if (batch.open == 0) {
            on_last = std::move(batch.on_last);
        }
        changed_.notify_all();
    }
    if (on_last) {
        on_last();
    }
}

std::size_t KitContext::open() const {
    const std::lock_guard lock{mutex_};
    return open_;
}

bool KitContext::await_open(std::size_t most_open, std::chrono::milliseconds limit) {
    std::unique_lock lock{mutex_};
    return changed_.wait_for(lock, limit, [&] { return open_ <= most_open; });
}

void KitContext::take(const sluice_result& result) {
    std::function<void()> on_last;
    {
        const std::lock_guard lock{mutex_};
        if (const std::string fault = fault_of(result); !fault.empty()) {
            misuse(Misuse::bad_verdict, "a result with " + fault);
        }
        const auto known = batch_of_.find(result.token);
        if (known == batch_of_.end()) {
            return misuse(
                Misuse::unknown_token,
                "a verdict on token " + std::to_string(result.token) + ", which no record had"
            );
        }
        SeenVerdict verdict = seen(result);
        Batch& batch = batches_[known->second];
        if (batch.is_refused) {
            return misuse(
                Misuse::verdict_of_refused,
                in_words(verdict) + " on a record of a batch that send() refused"
            );
        }
        const auto [first, is_first] = verdicts_.emplace(result.token, std::move(verdict));
        if (!is_first) {
            return misuse(
                Misuse::duplicate_verdict,
                "a second verdict on one record: " + in_words(first->second) + ", then " +
                    in_words(seen(result))
            );
        }
        --open_;
        if (--batch.open == 0 && batch.is_sent) {
            on_last = std::move(batch.on_last);
        }
        changed_.notify_all();
    }
    if (on_last) {
        on_last();
    }
}

void KitContext::take_issue(const sluice_issue* issue) {
    const std::lock_guard lock{mutex_};
    if (phase_ == Phase::running) {
        misuse(Misuse::report_outside, "report() outside validate_mapping, init and check");
    }
    if (issue == nullptr || issue->struct_size < sizeof(sluice_issue)) {
        return misuse(
            Misuse::bad_issue, "report() without an issue, or with one that is too small"
        );
    }
    SeenIssue seen_issue{
        issue->severity, copy(issue->path), copy(issue->code), copy(issue->message)};
    if (seen_issue.severity > SLUICE_SEV_ERROR) {
        misuse(Misuse::bad_issue, "an issue of severity " + std::to_string(issue->severity));
    }
    if (seen_issue.message.empty()) {
        misuse(Misuse::bad_issue, "an issue without a message, at '" + seen_issue.path + "'");
    }
    if (issues_.size() < max_kept) {
        issues_.push_back(std::move(seen_issue));
    }
}

void KitContext::misuse(Misuse kind, std::string text) {
    if (misuses_.size() < max_kept / 100) {
        misuses_.push_back({kind, std::move(text)});
    }
}

bool KitContext::is_alive(std::string_view call) {
    const std::lock_guard lock{mutex_};
    if (phase_ == Phase::shut) {
        const Misuse kind = call == "complete" ? Misuse::late_verdict : Misuse::call_after_shutdown;
        misuse(kind, std::string{call} + "() after shutdown() has returned");
    }
    return phase_ != Phase::shut;
}

std::map<std::uint64_t, SeenVerdict> KitContext::verdicts() const {
    const std::lock_guard lock{mutex_};
    return verdicts_;
}

std::vector<SeenIssue> KitContext::issues() const {
    const std::lock_guard lock{mutex_};
    return issues_;
}

std::vector<std::string> KitContext::log() const {
    const std::lock_guard lock{mutex_};
    return log_;
}

std::vector<std::string> KitContext::metrics() const {
    const std::lock_guard lock{mutex_};
    return metrics_;
}

std::vector<SeenMisuse> KitContext::misuses() const {
    const std::lock_guard lock{mutex_};
    return misuses_;
}

std::size_t KitContext::secrets_asked() const {
    const std::lock_guard lock{mutex_};
    return secrets_asked_;
}

void KitContext::set_secrets(std::map<std::string, std::string> secrets) {
    const std::lock_guard lock{mutex_};
    secrets_ = std::move(secrets);
}

}  // namespace host
