#include "tests/sandbox/control.hpp"

#include "tests/sandbox/decode.hpp"
#include "tests/sandbox/json_text.hpp"
#include "tests/sandbox/ledger_query.hpp"
#include "tests/sandbox/profile_fetch.hpp"
#include "tests/sandbox/script_text.hpp"
#include "tests/sandbox/seeds.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>
#include <variant>
#include <vector>

namespace sandbox {
namespace {

constexpr std::string_view root = "/_sandbox/";
constexpr std::uint64_t most_entries = 100'000;  // about 50 MB of text a page

/// The query of a control call; text that is missing is empty.
class Query {
public:
    explicit Query(std::string_view text) {
        arena_.reset(text.size());
        decode_form(text, arena_, pairs_);
    }
    std::string text(std::string_view name) const {
        return std::string(value_of(pairs_, name).value_or(""));
    }
    std::optional<std::uint64_t> number(std::string_view name) const {
        const std::string given = text(name);
        std::uint64_t value = 0;
        const char* end = given.data() + given.size();
        const auto read = std::from_chars(given.data(), end, value);
        return read.ec == std::errc{} && read.ptr == end ? std::optional{value} : std::nullopt;
    }

private:
    Arena arena_;
    std::vector<Attribute> pairs_;
};

Response done() {
    return json_reply(200, "{\"status\":200}");
}

LedgerFilter filter_of(const Query& query) {
    LedgerFilter filter;
    filter.after = query.number("after").value_or(0);
    filter.limit = std::min(query.number("limit").value_or(filter.limit), most_entries);
    filter.kind = query.text("kind");
    filter.id = query.text("id");
    filter.path = query.text("path");
    if (const auto status = query.number("status")) {
        filter.status = static_cast<int>(*status);
    }
    const std::string accepted = query.text("accepted");
    if (!accepted.empty()) {
        filter.accepted = accepted == "true";
    }
    return filter;
}

Response ledger(const Request& request, State& state, Moment) {
    if (!state.ledger.is_kept()) {
        return error_reply(409, "no entries are kept: started with --light-ledger");
    }
    const Query query(request.query);
    const LedgerFilter filter = filter_of(query);
    if (query.text("format") != "ndjson") {
        return json_reply(200, ledger_json(state.ledger, filter).text);
    }
    LedgerPage page = ledger_lines(state.ledger, filter);
    Response response = json_reply(200, std::move(page.text));
    response.type = "application/x-ndjson";
    if (page.next != 0) {
        response.headers = "Sandbox-Next: " + std::to_string(page.next) + "\r\n";
    }
    return response;
}

std::string rules_text(const Script& script) {
    std::string out = "[";
    for (const Rule& rule : script.rules()) {
        out += out.size() == 1 ? "" : ",";
        JsonObject object(out);
        object.number("seen", rule.seen);
        object.number("used", rule.used);
        object.close();
    }
    return out + "]";
}

Response counts(const Request&, State& state, Moment) {
    std::string body;
    JsonObject object(body);
    object.number("profiles", state.profiles.size());
    object.number("tokens_given", state.tokens.refreshes());
    object.truth("light", !state.ledger.is_kept());
    object.raw("rules");
    body += rules_text(state.script) + "," + state.counts.text();
    object.close();
    return json_reply(200, std::move(body));
}

Response duplicates(const Request& request, State& state, Moment) {
    if (!state.ledger.is_kept()) {
        return error_reply(409, "started with --light-ledger: see repeated_accepted in counts");
    }
    const std::uint64_t limit = Query(request.query).number("limit").value_or(1000);
    return json_reply(200, duplicates_json(state.ledger, limit));
}

Response profile(const Request& request, State& state, Moment now) {
    const Query query(request.query);
    const std::array<std::string, 3> names{
        query.text("third_party_id"), query.text("tnt_id"), query.text("ecid")};
    const Keys keys{.third_party = names[0], .tnt = names[1], .ecid = names[2]};
    const Profile* found = state.profiles.find(keys, now);
    return found == nullptr ? error_reply(404, "no such profile")
                            : json_reply(200, profile_text(*found, state.settings.client_code));
}

Response script(const Request& request, State& state, Moment) {
    auto read = read_script(request.body);
    if (const auto* error = std::get_if<ScriptError>(&read)) {
        return error_reply(400, error->text);
    }
    state.script = std::get<Script>(std::move(read));
    return done();
}

Response profiles(const Request& request, State& state, Moment now) {
    const std::string fault = seed_profiles(request.body, state.profiles, now);
    return fault.empty() ? done() : error_reply(400, fault);
}

Response revoke(const Request& request, State& state, Moment now) {
    const std::string what = Query(request.query).text("what");
    const bool all = what.empty() || what == "all";
    if (!all && what != "ims" && what != "profile") {
        return error_reply(400, "what: expected ims, profile or all");
    }
    if (all || what == "ims") {
        state.tokens.revoke_ims();
    }
    if (all || what == "profile") {
        state.tokens.renew_profile_token(now);
    }
    return done();
}

Response expire(const Request&, State& state, Moment now) {
    state.tokens.expire_profile_token(now);
    return done();
}

Response reset(const Request& request, State& state, Moment now) {
    const std::string what = Query(request.query).text("what");
    const bool all = what.empty() || what == "all";
    if (!all && what != "ledger" && what != "profiles" && what != "script") {
        return error_reply(400, "what: expected ledger, profiles, script or all");
    }
    if (all || what == "ledger") {
        state.ledger.clear();
        state.counts.reset();
    }
    if (all || what == "profiles") {
        restart_profiles(state, now);
    }
    if (all || what == "script") {
        state.script = state.start.script;
    }
    return done();
}

Response capacity(const Request& request, State& state, Moment) {
    const auto most = Query(request.query).number("most");
    if (!most) {
        return error_reply(400, "most: expected a number of requests, 0 for any");
    }
    state.capacity.set(*most);
    return done();
}

Response stop(const Request&, State& state, Moment) {
    state.stop_requested = true;
    return done();
}

struct Endpoint {
    std::string_view name;
    std::string_view method;
    Response (*answer)(const Request&, State&, Moment);
};

constexpr std::array<Endpoint, 11> endpoints{{
    {"ledger", "GET", ledger},
    {"counts", "GET", counts},
    {"duplicates", "GET", duplicates},
    {"profile", "GET", profile},
    {"script", "POST", script},
    {"profiles", "POST", profiles},
    {"revoke", "POST", revoke},
    {"expire", "POST", expire},
    {"reset", "POST", reset},
    {"capacity", "POST", capacity},
    {"stop", "POST", stop},
}};

}  // namespace

bool is_control(std::string_view path) {
    return path.starts_with(root);
}

Response control(const Request& request, State& state, Moment now) {
    const std::string_view name = request.path.substr(root.size());
    for (const Endpoint& endpoint : endpoints) {
        if (endpoint.name == name) {
            return endpoint.method == request.method
                       ? endpoint.answer(request, state, now)
                       : error_reply(405, "expected " + std::string(endpoint.method));
        }
    }
    return error_reply(404, "no control endpoint of this name");
}

}  // namespace sandbox
