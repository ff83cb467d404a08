#include "host/report/status_reply.hpp"

#include "host/report/metrics_text.hpp"
#include "host/report/readiness.hpp"
#include "host/report/status_json.hpp"
#include "host/report/text.hpp"

#include <algorithm>

namespace host {
namespace {

constexpr std::string_view metrics_type = "text/plain; version=0.0.4; charset=utf-8";

StatusReply error(unsigned status, std::string_view sentence) {
    StatusReply reply{status, "application/json", "{\"error\":"};
    append_json_quoted(reply.body, sentence);
    reply.body += '}';
    return reply;
}

std::string lower_case(std::string_view text) {
    std::string out{text};
    std::transform(out.begin(), out.end(), out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return out;
}

// "127.0.0.1:9464" without its port; of "[::1]:9464" the brackets stay.
std::string host_name(std::string_view host) {
    const std::size_t bracket = host.find(']');
    const std::size_t colon = host.find(':', bracket == std::string_view::npos ? 0 : bracket);
    return lower_case(host.substr(0, colon));
}

bool names_this_machine(std::string_view host) {
    const std::string name = host_name(host);
    const bool is_number = name.find_first_not_of("0123456789.") == std::string::npos;
    return name == "localhost" || name == "[::1]" || (is_number && name.starts_with("127."));
}

// Takes as long for every guess of the right length.
bool is_same_secret(std::string_view a, std::string_view b) {
    unsigned different = a.size() == b.size() ? 0 : 1;
    for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
        different |= static_cast<unsigned char>(a[i]) ^ static_cast<unsigned char>(b[i]);
    }
    return different == 0;
}

bool is_authorized(std::string_view authorization, const std::string& token) {
    constexpr std::string_view scheme = "bearer ";
    return lower_case(authorization.substr(0, scheme.size())) == scheme &&
           is_same_secret(authorization.substr(scheme.size()), token);
}

StatusReply health(const Snapshot* snapshot, std::int64_t now_ms) {
    return is_hanging(snapshot, now_ms) ? error(503, "the host thread hangs")
                                        : StatusReply{.body = R"({"healthy":true})"};
}

StatusReply readiness(const Snapshot* snapshot, std::int64_t now_ms) {
    const auto reasons = why_not_ready(snapshot, now_ms);
    return {reasons.empty() ? 200U : 503U, "application/json", readiness_json(reasons)};
}

}  // namespace

StatusReply status_reply(
    const StatusRequest& request,
    const StatusAccess& access,
    const Snapshot* snapshot,
    std::int64_t now_ms
) {
    if (request.method != "GET" && request.method != "HEAD") {
        return error(405, "expected GET or HEAD");
    }
    if (access.is_loopback && !names_this_machine(request.host)) {
        return error(421, "expected the Host localhost or an address of this machine's loopback");
    }
    const std::string_view path = request.target.substr(0, request.target.find('?'));
    if (path == "/healthz") {
        return health(snapshot, now_ms);
    }
    if (!access.token.empty() && !is_authorized(request.authorization, access.token)) {
        return error(401, "expected the token: Authorization: Bearer ...");
    }
    if (path == "/readyz") {
        return readiness(snapshot, now_ms);
    }
    if (path == "/metrics") {
        return {200, metrics_type, metrics_text(snapshot == nullptr ? Snapshot{} : *snapshot)};
    }
    if (path == "/status") {
        return {.body = to_json(snapshot == nullptr ? Snapshot{} : *snapshot)};
    }
    return error(404, "expected /metrics, /healthz, /readyz or /status");
}

}  // namespace host
