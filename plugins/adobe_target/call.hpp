// One action: how a record becomes a request, and a reply a judgement. One object for each worker,
// made by the conductor; on the plugin's thread.
#pragma once

#include "adobe_target/api/judge_status.hpp"
#include "adobe_target/api/reply_view.hpp"
#include "adobe_target/workbench.hpp"

#include <sluice/outcome.hpp>
#include <sluice/record.hpp>

#include <optional>

namespace adobe_target {

class Call {
public:
    Call() = default;
    Call(const Call&) = delete;
    Call& operator=(const Call&) = delete;
    virtual ~Call() = default;

    // Fills the bench but for the request and the reply; or gives the rejection of a record that
    // Adobe would refuse.
    virtual std::optional<sluice::Outcome>
    compose(const sluice::Record& record, Workbench& bench) = 0;
    // Of the reply to what compose() last wrote.
    virtual Judgement judge(const ReplyView& reply) = 0;
    // The request carries the profile token, if profile calls need it.
    virtual bool wants_token() const = 0;
};

}  // namespace adobe_target
