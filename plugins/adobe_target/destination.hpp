// The conductor: record → request → token → exchange → judge → verdict, on one thread of its own
// with as many workers as connections. Made by the host through plugin.cpp.
#pragma once

#include "adobe_target/api/profile_update.hpp"
#include "adobe_target/call.hpp"
#include "adobe_target/delivery_call.hpp"
#include "adobe_target/net/online_check.hpp"
#include "adobe_target/net/token_cache.hpp"
#include "adobe_target/observations.hpp"
#include "adobe_target/profile_asker.hpp"
#include "adobe_target/settings.hpp"

#include <sluice/destination.hpp>
#include <sluice/http/client.hpp>
#include <sluice/http/inbox.hpp>
#include <sluice/question.hpp>
#include <sluice/secret_box.hpp>
#include <sluice/trace.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <thread>

namespace adobe_target {

class Destination final : public sluice::Destination {
public:
    static void validate(sluice::Findings& findings, const sluice::Spec& spec);

    // Throws sluice::Error if the configuration or the mapping is not what validate() lets pass.
    // Nothing is asked of Adobe.
    Destination(sluice::Host host, const sluice::Spec& spec);

    sluice_limits limits() const override;
    void send(sluice::Record record) override;
    void check() override;
    void cancel() override;
    void shutdown(std::chrono::nanoseconds deadline) override;

    // sluice.verify/1, by profile fetch. When an update shows: within a minute (older page of the
    // Single Profile Update API), mostly within an hour, at most 24 (present page). The shortest is
    // taken, since a run waits for it; the pipeline's verify.delay says otherwise.
    static constexpr std::chrono::milliseconds settle_time{60'000};
    static void validate_verify(sluice::Findings& findings, const sluice::Spec& spec);
    void verify(sluice::Question question);

    // sluice.trace/1.
    void trace(sluice::Trace trace) { trace_ = trace; }
    void preview(const sluice::Record& record);

private:
    std::unique_ptr<Call> make_call();
    sluice::http::Task<void> work();
    sluice::http::Task<sluice::Outcome>
    deliver(const sluice::Record& record, Call& call, Workbench& bench);
    void write_request(const Call& call, Workbench& bench) const;
    bool is_final(const Judgement& judgement, std::uint64_t generation, int attempt);
    Judgement judge(const sluice::Record& record, Call& call, const Workbench& bench);
    void renew_stale_secrets();
    void show(const sluice::Record& record);
    void tell(const sluice::Record& record, sluice::Traced what, const Workbench& bench);

    sluice::Host host_;
    Settings settings_;
    bool streams_ = false;  // the action is stream_attributes
    UpdatePlan update_plan_;
    DeliveryPlan delivery_plan_;
    Observations observations_;
    std::optional<SessionWatch> sessions_;

    boost::asio::io_context context_{
        1};  // one thread runs it; posting from others is safe with this hint
    boost::asio::executor_work_guard<sluice::http::Executor> busy_;
    std::unique_ptr<sluice::http::Client> client_;
    sluice::SecretBox secrets_;
    std::atomic<bool> secrets_are_stale_{false};
    std::optional<TokenCache> tokens_;
    std::optional<ProfileAsker> asker_;
    std::optional<sluice::Trace> trace_;  // set before the first send
    sluice::http::Inbox inbox_;
    std::uint32_t not_understood_in_a_row_ = 0;
    std::thread thread_;
};

}  // namespace adobe_target
