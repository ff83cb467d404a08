// The kit's side of one plugin instance: takes what the plugin says through the host table, checks
// each call against the contract, and keeps all of it as evidence. Any thread.
#pragma once

#include <sluice/destination.h>

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace host {

// A verdict as it came, texts copied.
struct SeenVerdict {
    std::uint32_t status = SLUICE_UNSET;
    std::uint32_t flags = 0;
    std::uint32_t reason = 0;
    std::int32_t vendor_code = 0;
    std::uint64_t retry_after_ms = 0;
    std::int32_t field = -1;
    std::uint32_t requests = 0;
    std::string code;
    std::string message;
    std::string member;

    bool is_maybe() const { return (flags & SLUICE_R_MAYBE_DELIVERED) != 0; }
    bool is_whole_destination() const { return (flags & SLUICE_R_WHOLE_DESTINATION) != 0; }
};

std::string in_words(const SeenVerdict& verdict);  // "RETRY (maybe delivered, after 2000 ms) busy"

struct SeenIssue {
    std::uint32_t severity = SLUICE_SEV_ERROR;
    std::string path;
    std::string code;
    std::string message;
};

// How a plugin broke the contract of the host table. Each kind is judged by the check that is
// named, and by no other.
enum class Misuse : std::uint8_t {
    duplicate_verdict,   // send-once: a second one for the same record
    unknown_token,       // send-once: a verdict on a record it was never given
    verdict_of_refused,  // send-once: on a record of a batch that it refused
    bad_verdict,   // send-once: status 0 or unknown, unknown reason or flag, a slot that is not
                   // there
    late_verdict,  // send-once: complete() once shutdown() has returned
    call_after_shutdown,  // life-order: any other call once shutdown() has returned
    report_outside,       // life-order: report() outside validate_mapping, init and check
    bad_issue,            // cfg-reject, map-reject: no path, no code, no message, unknown severity
    bad_log,              // life-order: unknown level, odd number of keys and values
};

struct SeenMisuse {
    Misuse kind = Misuse::bad_verdict;
    std::string text;
};

class KitContext {
public:
    enum class Phase : std::uint8_t { validating, starting, running, checking, shut };

    explicit KitContext(std::map<std::string, std::string> secrets)
        : secrets_{std::move(secrets)} {}
    KitContext(const KitContext&) = delete;
    KitContext& operator=(const KitContext&) = delete;

    sluice_ctx* handle() { return reinterpret_cast<sluice_ctx*>(this); }
    // The functions of the host table; the plugin may be told less than there is, see
    // host_table.hpp.
    static sluice_host table();

    // --- check's thread ---
    void enter(Phase phase);
    // Before send(): the batch's tokens. `on_last` is called once all of them have their verdict
    // and send() is over.
    void expect_batch(std::uint64_t first_token, std::size_t count, std::function<void()> on_last);
    void batch_sent(std::uint64_t first_token, bool was_accepted);
    std::size_t open() const;
    // Until at most `most_open` accepted records lack a verdict; false if `limit` passes before.
    bool await_open(std::size_t most_open, std::chrono::milliseconds limit);

    std::map<std::uint64_t, SeenVerdict> verdicts() const;  // the first for each token
    std::vector<SeenIssue> issues() const;
    std::vector<std::string> log() const;  // each line with its fields
    std::vector<std::string> metrics() const;
    std::vector<SeenMisuse> misuses() const;
    std::size_t secrets_asked() const;
    void set_secrets(std::map<std::string, std::string> secrets);

private:
    struct Services;
    struct Batch {
        std::size_t open = 0;
        bool is_sent = false;
        bool is_refused = false;
        std::function<void()> on_last;
    };

    void take(const sluice_result& result);
    void take_issue(const sluice_issue* issue);
    void misuse(Misuse kind, std::string text);  // with the lock held
    bool is_alive(std::string_view call);        // a call after shutdown is noted

    mutable std::mutex mutex_;
    std::condition_variable changed_;
    Phase phase_ = Phase::validating;
    std::map<std::string, std::string> secrets_;
    std::size_t secrets_asked_ = 0;
    std::unordered_map<std::uint64_t, std::uint64_t> batch_of_;  // token -> its batch's first token
    std::unordered_map<std::uint64_t, Batch> batches_;
    std::map<std::uint64_t, SeenVerdict> verdicts_;
    std::size_t open_ = 0;
    std::vector<SeenIssue> issues_;
    std::vector<std::string> log_;
    std::vector<std::string> metrics_;
    std::vector<SeenMisuse> misuses_;
};

}  // namespace host
