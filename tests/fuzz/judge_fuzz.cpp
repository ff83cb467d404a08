// A status, a content type and a visitor's value, a line each, then a body, as Adobe's reply to
// each call: one sound verdict, and a message that can be shown and does not hold the value.
#include "adobe_target/api/access_token.hpp"
#include "adobe_target/api/hide_values.hpp"
#include "adobe_target/api/judge_delivery.hpp"
#include "adobe_target/api/judge_update.hpp"
#include "adobe_target/api/profile_fetch.hpp"
#include "adobe_target/api/profile_token.hpp"
#include "tests/fuzz/slots.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace {

using namespace adobe_target;  // NOLINT(google-build-using-namespace): the room under test
using sluice::Outcome;
using sluice::Verdict;

bool is_control(char c) {
    return static_cast<unsigned char>(c) < 0x20;
}

void expect_shown(const Outcome& outcome, std::string_view secret) {
    if (outcome.verdict == Verdict::delivered) {
        return;
    }
    std::string message = outcome.message;
    fuzz::expect(!outcome.code.empty() && !message.empty(), "a refusal says why");
    fuzz::expect(message.size() <= 512, "a message is short");
    fuzz::expect(sluice::is_utf8(message), "a message is UTF-8");
    fuzz::expect(std::none_of(message.begin(), message.end(), is_control), "a message is one line");
    const std::array values{fuzz::slot(SLUICE_T_STR, secret)};
    hide_values(message, values);
    const bool is_hidden = secret.size() <= 2 || !sluice::is_utf8(secret) ||
                           secret.find('*') != std::string_view::npos ||
                           message.find(secret) == std::string::npos;
    fuzz::expect(is_hidden, "a visitor's value is not shown");
}

void expect_judged(const Judgement& judgement, const ReplyView& reply, std::string_view secret) {
    if (judgement.next == Judgement::Next::not_understood) {
        expect_shown(not_understood(reply, 1, 1), secret);
        expect_shown(not_understood(reply, 5, 2), secret);
        return;
    }
    const bool is_delivered = judgement.outcome.verdict == Verdict::delivered;
    fuzz::expect(!is_delivered || reply.status / 100 == 2, "only a 2xx is a delivery");
    expect_shown(judgement.outcome, secret);
}

void expect_token(const sluice::Result<Token, Outcome>& token, std::string_view secret) {
    if (token) {
        fuzz::expect(is_header_safe(token->value), "a token may stand in a header");
    } else {
        expect_shown(token.error(), secret);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest = fuzz::as_text(data, size);
    const std::string_view status = fuzz::take_until(rest, '\n');
    ReplyView reply;
    reply.host = "acme.tt.omtrdc.net";
    reply.status = 200;
    std::from_chars(
        status.data(), status.data() + std::min<std::size_t>(status.size(), 3), reply.status
    );
    reply.content_type = fuzz::take_until(rest, '\n');
    const std::string_view secret = fuzz::take_until(rest, '\n');
    reply.body = rest;

    const DeliverySent sent{.edge_host = "mboxedge35.tt.omtrdc.net", .tnt_id = "1.35_0"};
    for (const auto accepted : {AcceptedReplies::documented, AcceptedReplies::any_2xx}) {
        expect_judged(judge_update(reply, accepted), reply, secret);
        expect_judged(judge_delivery(reply, sent, accepted).judgement, reply, secret);
    }
    expect_token(judge_access_token(reply), secret);
    expect_token(judge_profile_token(reply), secret);
    const auto settings = judge_client_settings(reply);
    if (!settings) {
        expect_shown(settings.error(), secret);
    }
    const auto fetched = judge_profile_fetch(reply, "acme");
    if (fetched) {
        expect_shown(*fetched, secret);
    }
    return 0;
}
