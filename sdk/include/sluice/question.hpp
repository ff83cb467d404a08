// One question about a record's user, of the extension sluice.verify/1: read it, then answer it
// exactly once, on any thread. See verify.h.
#pragma once

#include <sluice/destination.h>
#include <sluice/host.hpp>
#include <sluice/outcome.hpp>
#include <sluice/record.hpp>
#include <sluice/text.hpp>
#include <sluice/verify.h>

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace sluice {

enum class Known : std::uint32_t {
    untold = SLUICE_KNOWN_UNTOLD,  // it could not be found out
    yes = SLUICE_KNOWN_YES,
    no = SLUICE_KNOWN_NO,
};

enum class AttributeState : std::uint32_t {
    same = SLUICE_ATTR_SAME,                // the far side holds what the record says
    overwritten = SLUICE_ATTR_OVERWRITTEN,  // it holds something else
    absent = SLUICE_ATTR_ABSENT,            // it holds nothing under that name
};

struct Attribute {
    std::int32_t field = no_field;  // the slot it was sent from
    std::string member = {};        // of a JSON slot, or the name of what has no slot
    AttributeState state = AttributeState::absent;
    std::string found = {};  // what the far side holds; only if Question::wants_values()
};

struct Answer {
    Known known = Known::untold;
    Reason reason = Reason::none;       // untold: why
    std::int32_t vendor_code = 0;       // the far side's own, say an HTTP status
    std::uint32_t requests = 0;         // that may have reached the far side
    std::vector<Attribute> attributes;  // those the record would send; of a user that is known
    std::string code;                   // untold: the plugin's own short name: "misrouted"
    std::string message;                // untold: a sentence; never a visitor's value
};

// What keeps it from being found out, in the shape of an outcome.
inline Answer untold(const Outcome& outcome) {
    Answer answer;
    answer.reason = outcome.reason;
    answer.vendor_code = outcome.vendor_code;
    answer.requests = outcome.requests;
    answer.code = outcome.code;
    answer.message = outcome.message;
    return answer;
}

// Move-only. Its slots are valid until answer(). One that is destroyed without an answer is
// answered UNTOLD ("abandoned").
class Question {
public:
    using Deadline = Record::Deadline;

    // `batch` must live during this call, `host` and `record` until the answer.
    Question(
        Host host,
        const sluice_verify_host& table,
        const sluice_question_batch& batch,
        const sluice_record& record
    )
        : host_{host}, table_{&table}, record_{&record}, flags_{batch.flags},
          deadline_{deadline_of(batch.deadline_mono_ns)} {}
    Question(Question&& other) noexcept
        : host_{other.host_}, table_{other.table_}, record_{std::exchange(other.record_, nullptr)},
          flags_{other.flags_}, deadline_{other.deadline_} {}
    Question& operator=(Question&&) = delete;
    Question(const Question&) = delete;
    Question& operator=(const Question&) = delete;
    ~Question() {
        if (record_ != nullptr) {
            Answer dropped;
            dropped.reason = Reason::internal;
            dropped.code = "abandoned";
            std::move(*this).answer(dropped);
        }
    }

    std::span<const sluice_value> values() const { return {record_->values, record_->n_values}; }
    std::uint32_t op() const { return record_->op; }  // SLUICE_OP_*
    bool wants_attributes() const { return (flags_ & SLUICE_Q_ATTRIBUTES) != 0; }
    bool wants_values() const { return (flags_ & SLUICE_Q_VALUES) != 0; }
    Deadline deadline() const { return deadline_; }

    // Nothing of the question may be looked at afterwards.
    void answer(const Answer& answer) && noexcept {
        std::vector<sluice_attribute> attributes;
        sluice_answer told{};
        told.token = std::exchange(record_, nullptr)->token;
        told.known = static_cast<std::uint32_t>(answer.known);
        told.reason = static_cast<std::uint32_t>(answer.reason);
        told.vendor_code = answer.vendor_code;
        told.requests = answer.requests;
        told.code = to_str(answer.code);
        told.message = to_str(answer.message);
        try {
            attributes.reserve(answer.attributes.size());
            for (const Attribute& each : answer.attributes) {
                attributes.push_back(to_c(each));
            }
        } catch (...) {  // no memory for them: what is left is still an answer
            attributes.clear();
        }
        told.attributes = attributes.data();
        told.n_attributes = attributes.size();
        table_->answer(host_.context(), &told, 1);
    }

private:
    static sluice_attribute to_c(const Attribute& attribute) {
        return {
            .field = attribute.field,
            .state = static_cast<std::uint32_t>(attribute.state),
            .member = to_str(attribute.member),
            .found = to_str(attribute.found),
            .reserved0 = 0};
    }

    // 0, and what the clock will never show, is none.
    static Deadline deadline_of(std::uint64_t due) {
        constexpr auto never = Deadline::max().time_since_epoch();
        if (due == 0 || due >= static_cast<std::uint64_t>(never.count())) {
            return Deadline::max();
        }
        return Deadline{std::chrono::nanoseconds{due}};
    }

    Host host_;
    const sluice_verify_host* table_;
    const sluice_record* record_;
    std::uint32_t flags_;
    Deadline deadline_;
};

}  // namespace sluice
