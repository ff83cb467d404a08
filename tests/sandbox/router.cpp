#include "tests/sandbox/router.hpp"

#include "tests/sandbox/admin.hpp"
#include "tests/sandbox/control.hpp"
#include "tests/sandbox/delivery.hpp"
#include "tests/sandbox/ims.hpp"
#include "tests/sandbox/profile_fetch.hpp"
#include "tests/sandbox/profile_update.hpp"

#include <optional>
#include <utility>

namespace sandbox {
namespace {

constexpr std::string_view fetch_root = "/rest/v1/profiles/";
constexpr std::string_view update_root = "/m2/";
constexpr std::string_view update_end = "/profile/update";

struct Route {
    Kind kind;
    std::string_view rest;  ///< client code of an update, name of a fetch
};

/// `/{first}{tail}` with one non-empty segment before the tail.
bool is_under_tenant(std::string_view path, std::string_view tail) {
    return path.ends_with(tail) && path.size() > tail.size() + 1 &&
           path.find('/', 1) == path.size() - tail.size();
}

Route route(std::string_view path) {
    if (path.starts_with(update_root) && path.ends_with(update_end) &&
        path.size() > update_root.size() + update_end.size()) {
        path.remove_prefix(update_root.size());
        path.remove_suffix(update_end.size());
        return {.kind = Kind::profile_update, .rest = path};
    }
    if (path == "/rest/v1/delivery") {
        return {.kind = Kind::delivery, .rest = {}};
    }
    if (path.starts_with(fetch_root)) {
        return {.kind = Kind::profile_fetch, .rest = path.substr(fetch_root.size())};
    }
    if (path == "/ims/token/v3") {
        return {.kind = Kind::ims_token, .rest = {}};
    }
    if (is_under_tenant(path, "/target/clients/settings")) {
        return {.kind = Kind::admin_settings, .rest = {}};
    }
    if (is_under_tenant(path, "/target/authentication/token")) {
        return {.kind = Kind::admin_token, .rest = {}};
    }
    return {.kind = Kind::unknown, .rest = {}};
}

void receive(const Request& request, const Settings& settings, Received& out) {
    const Route to = route(request.path);
    out.reset(to.kind, request.path.size() + request.query.size() + request.body.size());
    switch (to.kind) {
    case Kind::profile_update:
        read_profile_update(request, to.rest, settings, out);
        break;
    case Kind::delivery:
        read_delivery(request, settings, out);
        break;
    case Kind::profile_fetch:
        read_profile_fetch(request, to.rest, settings, out);
        break;
    default:
        break;
    }
}

Done unchanged(Response response) {
    return {.response = std::move(response), .accepted = false};
}

/// The true answer of a sound request.
Done act(const Request& request, State& state, Moment now) {
    Received& received = state.received;
    const Settings& settings = state.settings;
    switch (received.kind) {
    case Kind::profile_update:
        return do_profile_update(received, settings, state.profiles, now);
    case Kind::delivery:
        return do_delivery(received, request.host, settings, state.profiles, now);
    case Kind::profile_fetch:
        return unchanged(do_profile_fetch(received, state.profiles, now));
    case Kind::ims_token:
        return unchanged(ims_token(request, received.arena, settings, state.tokens, now));
    case Kind::admin_settings:
        return unchanged(admin_settings(request, settings, state.tokens, now));
    case Kind::admin_token:
        return unchanged(admin_token(request, settings, state.tokens, now));
    case Kind::unknown:
        break;
    }
    return unchanged(error_reply(404, "no such path"));
}

/// Why a request may not act: too many at a time, its own fault, a missing profile token, too many
/// in its session.
std::optional<Response>
refusal(const Request& request, State& state, const Answer& answer, Moment now) {
    if (!answer.has_place) {
        return error_reply(state.settings.over_capacity, "Too many requests at a time");
    }
    Received& received = state.received;
    const bool is_profile_call =
        received.kind == Kind::profile_update || received.kind == Kind::profile_fetch;
    if (is_profile_call) {
        if (auto refused = profile_token_refusal(request, state.settings, state.tokens, now)) {
            return refused;
        }
    }
    const std::size_t most = state.settings.limits.session_requests;
    if (received.kind == Kind::delivery && state.counts.in_session(answer.flight) > most) {
        return error_reply(420, "Too many requests with same session ID");
    }
    return std::exchange(received.refusal, std::nullopt);
}

Done answer_truly(const Request& request, State& state, const Answer& answer, Moment now) {
    auto refused = refusal(request, state, answer, now);
    return refused ? unchanged(std::move(*refused)) : act(request, state, now);
}

}  // namespace

Answer respond(const Request& request, State& state, Moment now) {
    Answer answer;
    if (is_control(request.path)) {
        answer.response = control(request, state, now);
        return answer;
    }
    Received& received = state.received;
    receive(request, state.settings, received);
    answer.flight = state.counts.begin(received);
    answer.has_place = state.capacity.enter();
    const Subject subject{
        .path = request.path,
        .method = request.method,
        .keys = received.keys,
        .session = received.session};
    const Then* then = state.script.decide(subject, state.tokens.refreshes());
    Verdict verdict;
    if (then == nullptr || applies(*then)) {
        Done done = answer_truly(request, state, answer, now);
        answer.response = std::move(done.response);
        verdict.accepted = done.accepted;
    }
    answer.delay = state.settings.delay;
    if (then != nullptr) {
        if (auto scripted = scripted_reply(*then, now)) {
            answer.response = std::move(*scripted);
        }
        answer.delay = then->delay.value_or(answer.delay);
        answer.fault = then->reset;
        verdict.scripted = true;
    }
    verdict.fault = answer.fault;
    verdict.status = answer.fault == Fault::none ? answer.response.status : 0;
    state.counts.answered(received, verdict);
    answer.sequence = state.ledger.append(request, received, verdict, now);
    return answer;
}

void finish(const Answer& answer, State& state, Reply reply) {
    if (answer.sequence == 0) {
        return;
    }
    state.counts.end(answer.flight);
    if (answer.has_place) {
        state.capacity.leave();
    }
    state.ledger.mark_ended(answer.sequence);
    if (reply == Reply::sent) {
        state.ledger.mark_replied(answer.sequence);
    }
}

}  // namespace sandbox
