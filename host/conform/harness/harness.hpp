// One plugin instance in the hands of a check: the hooks of the ABI in the right order, with the
// kit's host table before it and everything it borrows kept until the end. Check's thread; the
// plugin calls back on its own.
#pragma once

#include "host/conform/harness/guarded_memory.hpp"
#include "host/conform/harness/host_table.hpp"
#include "host/conform/harness/kit_context.hpp"
#include "host/conform/harness/record_draft.hpp"
#include "host/conform/harness/spec_draft.hpp"

#include <sluice/destination.h>

#include <chrono>
#include <cstdint>
#include <list>
#include <map>
#include <memory>
#include <span>
#include <vector>

namespace host {

class CheckRun;

enum class Lending : std::uint8_t {
    plain,    // as the host lends: in an arena, kept until the harness goes
    guarded,  // read-only, flush against guard pages, taken away after the batch's last verdict
};

struct HarnessOptions {
    Lending lending = Lending::plain;
    HostAge age = HostAge::current;
    std::chrono::milliseconds batch_deadline{10'000};
    std::uint32_t batch_flags = 0;
};

// What was said of one record that was sent.
struct Judged {
    RecordDraft record;
    SeenVerdict verdict;  // status SLUICE_UNSET: none yet
};

class Harness {
public:
    explicit Harness(CheckRun& run, HarnessOptions options = {});
    Harness(const Harness&) = delete;
    Harness& operator=(const Harness&) = delete;
    // Ends a live instance with cancel and a shutdown of 2 s.
    ~Harness();

    // The sample's spec, unless set_spec() gave another.
    void set_spec(SpecDraft draft) { spec_ = std::move(draft); }
    const SpecDraft& spec() const { return spec_; }

    sluice_rc validate();
    sluice_rc
    validate_quietly();  // without a word to the parent: may run beside the check's thread
    sluice_rc init();
    void must_init();   // throws CheckStopped if init refuses
    sluice_rc check();  // SLUICE_OK if the plugin has none
    // One batch as it is, whatever the limits say; false if it was refused.
    bool send(std::span<const RecordDraft> records);
    // All of them in batches, within the limits: waits for credit. False if a batch was refused, or
    // no credit came within `patience`.
    bool
    send_within_limits(std::span<const RecordDraft> records, std::chrono::milliseconds patience);
    void flush();
    void cancel();
    void shutdown(std::chrono::milliseconds within);

    // All verdicts are there; false if `limit` passes before.
    bool await(std::chrono::milliseconds limit) { return context_.await_open(0, limit); }
    std::vector<Judged> judged() const;  // in the order of sending

    KitContext& context() { return context_; }
    const KitContext& context() const { return context_; }
    const sluice_limits& limits() const { return limits_; }
    bool is_live() const { return self_ != nullptr; }
    sluice_instance* instance() { return self_; }
    std::chrono::nanoseconds longest_send() const { return longest_send_; }

private:
    LentMemory& new_memory();

    CheckRun& run_;
    HarnessOptions options_;
    const sluice_plugin& plugin_;
    KitContext context_;
    std::list<std::unique_ptr<LentMemory>> memory_;
    SpecDraft spec_;
    const sluice_host* table_ = nullptr;
    sluice_limits limits_{sizeof(sluice_limits), 1, 1, 0};
    sluice_instance* self_ = nullptr;
    std::uint64_t next_token_;
    std::uint64_t batches_ = 0;
    std::map<std::uint64_t, RecordDraft> sent_;
    std::chrono::nanoseconds longest_send_{0};
};

}  // namespace host
