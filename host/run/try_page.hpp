// What `sluice try` prints, step by step. The operator asked for this user: his values are shown,
// secrets never. main thread.
#pragma once

#include "host/plugin/told.hpp"
#include "host/report/redact.hpp"
#include "host/run/plan.hpp"
#include "host/run/try_record.hpp"

#include <sluice/outcome.hpp>

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace host {

class TryPage {
public:
    // All must outlive it.
    TryPage(const PipelinePlan& plan, const Redactor& redactor)
        : plan_{plan}, redactor_{redactor} {}

    void record(const TryRecord& found);
    void mapping(const KeptUpdate& update);
    // `title`: "profile before".
    void profile(std::string_view title, const sluice::Answer& answer);
    // A step of which nothing can be shown, and why.
    void not_told(std::string_view title, std::string_view why);
    // Requests and replies; what the plugin does not tell is said to be so.
    void exchange(std::span<const ToldText> told);
    void verdict(const sluice::Outcome& outcome);
    void end(std::string_view sentence);

private:
    void step(std::string_view title);
    void line(std::string_view text);
    void lines(std::string_view text);
    std::string field_name(std::size_t slot) const;
    std::string name_of(const sluice::Attribute& attribute) const;

    const PipelinePlan& plan_;
    const Redactor& redactor_;
    int steps_ = 0;
};

}  // namespace host
