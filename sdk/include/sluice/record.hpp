// One record on its way through a plugin: read it, then finish it exactly once, on any thread.
#pragma once

#include <sluice/destination.h>
#include <sluice/host.hpp>
#include <sluice/outcome.hpp>
#include <sluice/text.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <utility>

namespace sluice {

// Move-only. Its slots and strings are valid until finish(). One that is destroyed unfinished
// answers RETRY
// ("abandoned"), so that no path through a plugin can lose a record.
class Record {
public:
    using Deadline = std::chrono::steady_clock::time_point;

    Record(Host host, const sluice_record& record, Deadline deadline = Deadline::max())
        : host_{host}, record_{&record}, deadline_{deadline} {}
    Record(Record&& other) noexcept
        : host_{other.host_}, record_{std::exchange(other.record_, nullptr)},
          deadline_{other.deadline_} {}
    Record& operator=(Record&& other) noexcept {
        if (this != &other) {
            abandon();
            host_ = other.host_;
            record_ = std::exchange(other.record_, nullptr);
            deadline_ = other.deadline_;
        }
        return *this;
    }
    Record(const Record&) = delete;
    Record& operator=(const Record&) = delete;
    ~Record() { abandon(); }

    std::span<const sluice_value> values() const { return {record_->values, record_->n_values}; }
    const sluice_value& operator[](std::size_t slot) const { return record_->values[slot]; }
    std::uint32_t op() const { return record_->op; }  // SLUICE_OP_*
    std::string_view id() const {
        return to_view(record_->id);
    }  // the same over retries and restarts
    std::uint32_t attempt() const { return record_->attempt; }  // 1 at the first

    // When the verdict is due: an attempt that lasts longer is cut short and answered RETRY. The
    // batch's deadline; Deadline::max() if the host gives none.
    Deadline deadline() const { return deadline_; }

    // Gives the verdict. Nothing of the record may be looked at afterwards.
    void finish(const Outcome& outcome) && noexcept {
        sluice_result result{};
        result.status = static_cast<std::uint32_t>(outcome.verdict);
        if (outcome.maybe_delivered) {
            result.flags |= SLUICE_R_MAYBE_DELIVERED;
        }
        if (outcome.whole_destination) {
            result.flags |= SLUICE_R_WHOLE_DESTINATION;
        }
        result.reason = static_cast<std::uint32_t>(outcome.reason);
        result.vendor_code = outcome.vendor_code;
        result.retry_after_ms = static_cast<std::uint64_t>(outcome.retry_after.count());
        result.code = to_str(outcome.code);
        result.message = to_str(outcome.message);
        result.member = to_str(outcome.member);
        result.field = outcome.field;
        result.requests = outcome.requests;
        complete(result);
    }

private:
    void complete(sluice_result& result) noexcept {
        result.token = std::exchange(record_, nullptr)->token;
        host_.table()->complete(host_.context(), &result, 1);
    }

    void abandon() noexcept {
        if (record_ == nullptr) {
            return;
        }
        sluice_result result{};
        result.status = SLUICE_RETRY;
        result.reason = SLUICE_WHY_INTERNAL;
        result.code = to_str("abandoned");
        result.message = to_str("the plugin dropped the record without a verdict");
        result.field = no_field;
        complete(result);
    }

    Host host_;
    const sluice_record* record_;
    Deadline deadline_;
};

}  // namespace sluice
