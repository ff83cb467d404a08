#include "tests/sandbox/delivery.hpp"

#include "tests/sandbox/decode.hpp"
#include "tests/sandbox/delivery_body.hpp"
#include "tests/sandbox/identifier.hpp"
#include "tests/sandbox/json_text.hpp"

#include <vector>

namespace sandbox {
namespace {

std::string_view read_query(const Request& request, const Settings& settings, Received& out) {
    std::vector<Attribute> query;
    if (!decode_form(request.query, out.arena, query)) {
        return "a query parameter is not percent-encoded UTF-8";
    }
    out.client = value_of(query, "client").value_or("");
    out.session = value_of(query, "sessionId").value_or("");
    if (out.client.empty()) {
        return "client must not be blank";
    }
    if (!settings.client_code.empty() && out.client != settings.client_code) {
        return "Invalid client code";
    }
    if (!is_session_id(out.session)) {
        return "sessionId must have 1 to 128 printable characters, none of space ? / { }";
    }
    return {};
}

std::string_view
choose_edge(const Received& call, std::string_view host, const Settings& settings) {
    const std::string_view addressed = edge_of_host(host);
    if (!addressed.empty()) {
        return addressed;
    }
    const std::string_view own = edge_of_tnt_id(call.keys.tnt);
    return own.empty() ? std::string_view{settings.edge} : own;
}

std::string reply_text(const Received& call, std::string_view tnt, std::string_view edge) {
    std::string body;
    body.reserve(512);
    JsonObject reply(body);
    reply.number("status", 200);
    reply.text_if_any("requestId", call.request_id);
    reply.text("client", call.client);
    reply.raw("id");
    JsonObject id(body);
    id.text("tntId", tnt);
    id.text_if_any("marketingCloudVisitorId", call.keys.ecid);
    id.text_if_any("thirdPartyId", call.keys.third_party);
    id.close();
    reply.text("edgeHost", std::string("mboxedge").append(edge).append(".tt.omtrdc.net"));
    body += call.echo;
    reply.close();
    return body;
}

}  // namespace

void read_delivery(const Request& request, const Settings& settings, Received& out) {
    if (request.method != "POST") {
        out.refusal = error_reply(405, "expected POST");
        return;
    }
    const std::string_view query_fault = read_query(request, settings, out);
    if (!query_fault.empty()) {
        out.refusal = error_reply(400, query_fault);
        return;
    }
    if (media_type(request.content_type) != "application/json") {
        out.refusal = error_reply(415, "expected Content-Type: application/json");
        return;
    }
    if (request.body.size() > settings.limits.delivery_bytes) {
        out.refusal = error_reply(413, "the body is longer than 60 MB");
        return;
    }
    const std::string fault = read_delivery_body(request.body, settings.limits, out);
    if (!fault.empty()) {
        out.refusal = error_reply(400, fault);
    }
}

Done do_delivery(
    const Received& call,
    std::string_view host,
    const Settings& settings,
    Profiles& profiles,
    Moment now
) {
    const std::string_view edge = choose_edge(call, host, settings);
    Keys keys = call.keys;
    std::string own;
    if (main_id(keys).empty()) {
        own = issued_tnt_id(call.session, edge);  // a new visitor; here it is one per session
        keys.tnt = own;
    }
    const std::string tnt = profiles.deliver(keys, call.attributes, edge, now);
    Response response;
    if (call.beacon) {
        response.status = 204;
    } else {
        response.body = reply_text(call, tnt, edge);
    }
    return {.response = std::move(response), .accepted = true};
}

}  // namespace sandbox
