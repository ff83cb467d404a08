// The action stream_attributes: one record is one POST to the Delivery API. See call.hpp.
#pragma once

#include "adobe_target/api/delivery.hpp"
#include "adobe_target/api/session_watch.hpp"
#include "adobe_target/call.hpp"
#include "adobe_target/observations.hpp"
#include "adobe_target/settings.hpp"

#include <sluice/host.hpp>

#include <string>

namespace adobe_target {

// What all workers of an instance share; must outlive their calls.
struct DeliveryShared {
    const DeliveryPlan& plan;
    const Settings& settings;
    Observations& observations;
    SessionWatch& sessions;
    sluice::Host host;  // for its clock
};

class DeliveryCall final : public Call {
public:
    explicit DeliveryCall(const DeliveryShared& shared);

    std::optional<sluice::Outcome> compose(const sluice::Record& record, Workbench& bench) override;
    Judgement judge(const ReplyView& reply) override;
    bool wants_token() const override { return false; }

private:
    void observe_request(const sluice::Record& record, sluice::UnixTime now);

    DeliveryShared shared_;
    DeliveryRequest request_;
    std::string target_;
    std::string edge_host_;
};

}  // namespace adobe_target
