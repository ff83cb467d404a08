#include "adobe_target/api/judge_delivery.hpp"

#include <catch2/catch.hpp>

using adobe_target::AcceptedReplies;
using adobe_target::DeliverySent;
using adobe_target::judge_delivery;
using adobe_target::Judgement;
using adobe_target::ReplyView;
using sluice::Verdict;

namespace {

ReplyView
reply(int status, std::string_view body = {}, std::string_view type = "application/json") {
    return {
        .status = status,
        .host = "mboxedge35.tt.omtrdc.net",
        .content_type = type,
        .body = body,
        .retry_after = {}};
}

const DeliverySent sent{.edge_host = "mboxedge35.tt.omtrdc.net", .tnt_id = "abc.35_0"};

constexpr std::string_view documented =
    R"({"status":200,"requestId":"r","client":"acme","id":{"tntId":"abc.35_0","marketingCloudVisitorId":"1"},)"
    R"("edgeHost":"mboxedge35.tt.omtrdc.net","execute":{"mboxes":[{"index":0,"name":"m"}]}})";

}  // namespace

TEST_CASE("the documented reply is DELIVERED, and tells nothing else") {
    const auto judged = judge_delivery(reply(200, documented), sent, AcceptedReplies::documented);
    CHECK(judged.judgement.outcome.verdict == Verdict::delivered);
    CHECK_FALSE(judged.activity_served);
    CHECK_FALSE(judged.edge_differs);
    CHECK_FALSE(judged.tnt_id_differs);
    CHECK(
        judge_delivery(reply(204), sent, AcceptedReplies::documented).judgement.outcome.verdict ==
        Verdict::delivered
    );
}

TEST_CASE("an activity, another edge and another tntId are noticed") {
    CHECK(
        judge_delivery(
            reply(
                200,
                R"({"status":200,"execute":{"mboxes":[{"index":0},{"options":[{"type":"html"}]}]}})"
            ),
            sent,
            AcceptedReplies::documented
        )
            .activity_served
    );
    CHECK(judge_delivery(
              reply(200, R"({"status":200,"execute":{"pageLoad":{"options":[{}]}}})"),
              sent,
              AcceptedReplies::documented
    )
              .activity_served);
    CHECK_FALSE(judge_delivery(
                    reply(200, R"({"status":200,"execute":{"mboxes":[{"options":[]},1,null]}})"),
                    sent,
                    AcceptedReplies::documented
    )
                    .activity_served);
    CHECK(judge_delivery(
              reply(200, R"({"status":200,"edgeHost":"mboxedge28.tt.omtrdc.net"})"),
              sent,
              AcceptedReplies::documented
    )
              .edge_differs);
    CHECK(judge_delivery(
              reply(200, R"({"status":200,"id":{"tntId":"abc.28_0"}})"),
              sent,
              AcceptedReplies::documented
    )
              .tnt_id_differs);
    const DeliverySent without{.edge_host = "mboxedge35.tt.omtrdc.net", .tnt_id = {}};
    CHECK_FALSE(judge_delivery(
                    reply(200, R"({"status":200,"id":{"tntId":"abc.28_0"}})"),
                    without,
                    AcceptedReplies::documented
    )
                    .tnt_id_differs);
}

TEST_CASE("a status inside the body counts as the status") {
    const auto refused = judge_delivery(
        reply(200, R"({"status":400,"message":"Invalid property token"})"),
        sent,
        AcceptedReplies::any_2xx
    );
    CHECK(refused.judgement.outcome.verdict == Verdict::rejected);
    CHECK(
        refused.judgement.outcome.message ==
        "mboxedge35.tt.omtrdc.net answered 400: Invalid property token"
    );
    CHECK(
        judge_delivery(reply(200, R"({"status":420})"), sent, AcceptedReplies::documented)
            .judgement.outcome.code == "session_busy"
    );
    CHECK(
        judge_delivery(reply(200, R"({"status":403})"), sent, AcceptedReplies::documented)
            .judgement.outcome.code == "blocked"
    );
}

TEST_CASE("401 and 403 pause the destination as blocked: Delivery has no authentication") {
    for (const int status : {401, 403}) {
        const auto outcome =
            judge_delivery(reply(status, "<html>", "text/html"), sent, AcceptedReplies::documented)
                .judgement.outcome;
        CHECK(outcome.verdict == Verdict::retry);
        CHECK(outcome.whole_destination);
        CHECK(outcome.code == "blocked");
        CHECK(outcome.vendor_code == status);
    }
}

TEST_CASE("420 is a RETRY of that session alone") {
    const auto outcome =
        judge_delivery(
            reply(420, R"({"status":420,"message":"Too many requests with same session ID"})"),
            sent,
            AcceptedReplies::documented
        )
            .judgement.outcome;
    CHECK(outcome.verdict == Verdict::retry);
    CHECK_FALSE(outcome.whole_destination);
    CHECK(outcome.code == "session_busy");
}

TEST_CASE("2xx with a page is misrouted, with neither it is not understood unless any 2xx will do"
) {
    CHECK(
        judge_delivery(reply(200, "<html>", "text/html"), sent, AcceptedReplies::any_2xx)
            .judgement.outcome.code == "misrouted"
    );
    for (const std::string_view body :
         {"",
          "{}",
          "[]",
          R"({"status":"200"})",
          R"({"status":1})",
          "trueRequest successfully submitted"}) {
        CAPTURE(body);
        CHECK(
            judge_delivery(reply(200, body), sent, AcceptedReplies::documented).judgement.next ==
            Judgement::Next::not_understood
        );
        CHECK(
            judge_delivery(reply(200, body), sent, AcceptedReplies::any_2xx)
                .judgement.outcome.verdict == Verdict::delivered
        );
    }
}
