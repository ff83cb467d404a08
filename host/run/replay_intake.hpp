// Kept rejects as records to be delivered again, each by the mapping of today. Host thread.
#pragma once

#include "host/run/intake.hpp"
#include "host/run/plan.hpp"
#include "host/source/json_record.hpp"
#include "host/state/store.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace host {

// A reject that is replayed. One whose record the mapping had refused as a whole may stand for
// several updates.
struct Replayed {
    RejectRow row;
    std::size_t updates = 1;
    std::size_t left = 1;          // not final
    std::vector<RejectRow> again;  // those that were rejected once more
};

class ReplayIntake final : public Intake {
public:
    // `plan` and `store` must outlive it.
    ReplayIntake(PipelinePlan& plan, Store& store, RejectFilter filter, std::uint64_t seed);

    Step take_one(Delivery& delivery) override;
    void close_input() override {}
    int wait_fd() const override { return -1; }
    SourceProgress progress() const override { return {}; }
    std::string error() const override { return error_; }
    bool reads_state() const override { return true; }
    bool is_stream() const override { return false; }

    // What stands behind the replay's record of this ordinal, which is open.
    Replayed& replayed(std::uint64_t ordinal) { return open_.at(ordinal); }
    // One update of the record is final; gives what stood behind it once all of them are.
    std::optional<Replayed> settle(std::uint64_t ordinal);

private:
    bool load_page();
    void hand_on(Delivery& delivery, std::unique_ptr<Record> record, Replayed& replayed);
    // What of the record the reject stands for.
    std::optional<Rejection> choose(Record& record, Replayed& replayed) const;

    PipelinePlan& plan_;
    Store& store_;
    RejectFilter filter_;
    std::uint64_t seed_;
    JsonRecordParser parser_;
    Document document_;
    std::vector<RejectRow> page_;
    std::size_t at_ = 0;
    std::int64_t last_id_ = 0;
    std::uint64_t next_ordinal_ = 0;
    std::unordered_map<std::uint64_t, Replayed> open_;  // by the replay's ordinal
    std::string error_;
};

}  // namespace host
