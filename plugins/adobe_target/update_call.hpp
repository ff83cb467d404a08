// The action send_identifiers: one record is one POST to the Single Profile Update API. See
// call.hpp.
#pragma once

#include "adobe_target/api/profile_update.hpp"
#include "adobe_target/call.hpp"
#include "adobe_target/observations.hpp"
#include "adobe_target/settings.hpp"

#include <string>

namespace adobe_target {

class UpdateCall final : public Call {
public:
    // All must outlive it.
    UpdateCall(const UpdatePlan& plan, const Settings& settings, Observations& observations);

    std::optional<sluice::Outcome> compose(const sluice::Record& record, Workbench& bench) override;
    Judgement judge(const ReplyView& reply) override;
    bool wants_token() const override { return true; }

private:
    const UpdatePlan& plan_;
    const Settings& settings_;
    Observations& observations_;
    std::string host_;
    std::string target_;
    UpdateBody body_;
};

}  // namespace adobe_target
