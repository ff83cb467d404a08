// The records of a pipeline's source: read, filtered, mapped. Host thread.
#pragma once

#include "host/run/intake.hpp"
#include "host/run/plan.hpp"

#include <cstdint>
#include <memory>
#include <string>

namespace host {

class SourceIntake final : public Intake {
public:
    // `plan` must outlive it. `seed` keys the hash of user keys: one for all pipelines of a state.
    SourceIntake(PipelinePlan& plan, std::unique_ptr<Source> source, std::uint64_t seed);

    Step take_one(Delivery& delivery) override;
    void close_input() override { source_->close_input(); }
    int wait_fd() const override { return source_->wait_fd(); }
    SourceProgress progress() const override { return source_->progress(); }
    std::string error() const override { return source_->error(); }
    bool is_stream() const override { return plan_.pipeline.source.path == "-"; }

    // What to keep of a reject's payload, so that it can be replayed without this source.
    std::string replayable(std::string_view payload) { return source_->replayable(payload); }

private:
    void hand_on(Delivery& delivery, std::unique_ptr<Record> record);

    PipelinePlan& plan_;
    std::unique_ptr<Source> source_;
    std::uint64_t seed_;
    Document document_;  // reused from record to record
};

}  // namespace host
