#include "adobe_target/update_call.hpp"

#include "adobe_target/api/judge_update.hpp"
#include "adobe_target/hosts.hpp"

namespace adobe_target {

UpdateCall::UpdateCall(const UpdatePlan& plan, const Settings& settings, Observations& observations)
    : plan_{plan}, settings_{settings},
      observations_{observations}, host_{client_host(settings.client_code)},
      target_{
          std::string{target_prefix(settings)} +
          profile_update_target(settings.client_code, settings.path_segment)} {}

std::optional<sluice::Outcome> UpdateCall::compose(const sluice::Record& record, Workbench& bench) {
    auto rejection =
        write_profile_update(plan_, record.op(), record.values(), observations_.left_out(), body_);
    observations_.tell();
    if (rejection) {
        return rejection;
    }
    bench.host = host_;
    set_endpoint(settings_, host_, bench.endpoint);
    bench.target = target_;
    bench.media_type = "application/x-www-form-urlencoded";
    bench.body = body_.text;
    return std::nullopt;
}

Judgement UpdateCall::judge(const ReplyView& reply) {
    return judge_update(reply, settings_.accepted);
}

}  // namespace adobe_target
