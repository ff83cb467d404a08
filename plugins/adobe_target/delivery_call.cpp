#include "adobe_target/delivery_call.hpp"

#include "adobe_target/api/judge_delivery.hpp"
#include "adobe_target/hosts.hpp"

#include <chrono>

namespace adobe_target {

DeliveryCall::DeliveryCall(const DeliveryShared& shared) : shared_{shared} {}

std::optional<sluice::Outcome>
DeliveryCall::compose(const sluice::Record& record, Workbench& bench) {
    const DeliveryInput input{
        .op = record.op(),
        .values = record.values(),
        .id = record.id(),
        .now = std::chrono::duration_cast<sluice::UnixTime>(shared_.host.unix_time())};
    auto rejection = write_delivery(shared_.plan, input, shared_.observations.left_out(), request_);
    shared_.observations.tell();
    if (rejection) {
        return rejection;
    }
    observe_request(record, input.now);
    edge_host(request_.visitor.edge, edge_host_);
    bench.host = edge_host_;
    set_endpoint(shared_.settings, edge_host_, bench.endpoint);
    target_ = target_prefix(shared_.settings);
    target_ += request_.target;
    bench.target = target_;
    bench.media_type = "application/json";
    bench.body = request_.body;
    return std::nullopt;
}

Judgement DeliveryCall::judge(const ReplyView& reply) {
    const DeliverySent sent{.edge_host = edge_host_, .tnt_id = request_.visitor.tnt_id};
    DeliveryJudgement judged = judge_delivery(reply, sent, shared_.settings.accepted);
    if (judged.activity_served) {
        shared_.observations.activity_served();
    }
    if (judged.edge_differs) {
        shared_.observations.edge_moved(request_.visitor.edge, edge_host_);
    }
    if (judged.tnt_id_differs) {
        shared_.observations.tnt_id_moved();
    }
    if (judged.judgement.outcome.verdict == sluice::Verdict::delivered) {
        shared_.observations.executed(request_.executed);
    }
    return std::move(judged.judgement);
}

void DeliveryCall::observe_request(const sluice::Record& record, sluice::UnixTime now) {
    const Visitor& visitor = request_.visitor;
    if (!is_usual_ecid(visitor.ecid)) {
        shared_.observations.unusual_ecid();
    }
    if (visitor.edges_differ) {
        shared_.observations.edges_differ();
    }
    const auto seconds = std::chrono::duration_cast<std::chrono::seconds>(now);
    // A repeat is the same visitor in the same session.
    if (record.attempt() <= 1 &&
        shared_.sessions.clashes(visitor.session_id, visitor.ecid, seconds)) {
        shared_.observations.session_clash();
    }
}

}  // namespace adobe_target
