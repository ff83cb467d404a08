// adobe-target-sandbox: arguments, start, exit code.
#include "tests/sandbox/script_text.hpp"
#include "tests/sandbox/server.hpp"
#include "tests/sandbox/state.hpp"

#include <CLI/CLI.hpp>
#include <chrono>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <fstream>
#include <iterator>
#include <random>
#include <stdexcept>
#include <string>
#include <sys/prctl.h>
#include <unistd.h>
#include <variant>

namespace {

using sandbox::State;

constexpr int usage_error = 2;

struct Options {
    sandbox::Settings settings;
    std::uint16_t port = 0;
    bool http = false;
    bool light = false;
    bool no_profile_token = false;
    bool exit_with_parent = false;
    std::string ca_out;
    std::string port_file;
    std::string script_file;
    std::string profiles_file;
    std::string seed_ids;
    std::int64_t delay_ms = 0;
    std::int64_t ims_expires_in = 86399;
    std::int64_t profile_token_expires_in = 90L * 24 * 60 * 60;
};

void add_server_options(CLI::App& app, Options& options) {
    app.add_option("--port", options.port, "Port on 127.0.0.1; 0 picks a free one")
        ->capture_default_str();
    app.add_option("--port-file", options.port_file, "Write the port there when ready");
    app.add_flag("--http", options.http, "Plain HTTP instead of HTTPS");
    app.add_option("--ca-out", options.ca_out, "Write the CA certificate that clients must trust");
    app.add_option("--delay-ms", options.delay_ms, "Delay before every reply")
        ->check(CLI::NonNegativeNumber);
    app.add_option(
           "--capacity",
           options.settings.capacity,
           "Requests that are answered truly at a time; 0: any number"
    )
        ->check(CLI::NonNegativeNumber);
    app.add_option(
           "--over-capacity",
           options.settings.over_capacity,
           "Status of the others, after the same delay"
    )
        ->check(CLI::IsMember({429, 503}))
        ->capture_default_str();
    app.add_option("--script", options.script_file, "Scripted answers, JSON (see below)");
    app.add_flag("--light-ledger", options.light, "Keep counts and sets of digests only");
    app.add_flag(
        "--exit-with-parent", options.exit_with_parent, "End when the starting process ends"
    );
}

void add_adobe_options(CLI::App& app, Options& options) {
    sandbox::Settings& settings = options.settings;
    app.add_option(
        "--client-code", settings.client_code, "The only client code that is known; else any"
    );
    app.add_option("--tenant", settings.tenant, "The only tenant that is known; else any");
    app.add_option("--client-id", settings.client_id, "Of IMS and the Admin API")
        ->capture_default_str();
    app.add_option("--client-secret", settings.client_secret, "Of IMS")->capture_default_str();
    app.add_option("--edge", settings.edge, "Edge number of new visitors")->capture_default_str();
    app.add_option("--ims-expires-in", options.ims_expires_in, "Seconds")->capture_default_str();
    app.add_option("--profile-token-expires-in", options.profile_token_expires_in, "Seconds")
        ->capture_default_str();
    app.add_flag(
        "--require-profile-token", settings.require_profile_token, "403 on profile calls without it"
    );
    app.add_flag(
        "--no-profile-token", options.no_profile_token, "None was generated: 404 from the Admin API"
    );
    app.add_flag(
        "--create-on-update", settings.create_on_update, "profile/update makes unknown profiles"
    );
    app.add_option("--profiles", options.profiles_file, "Profiles to begin with, NDJSON");
    app.add_option("--seed-ids", options.seed_ids, "PREFIX:N makes PREFIX0 to PREFIX(N-1) exist");
    app.add_option(
           "--max-value", settings.limits.value_units, "Longest attribute value of a delivery call"
    )
        ->capture_default_str();
    app.add_option(
           "--session-limit",
           settings.limits.session_requests,
           "Requests of a session at once, then 420"
    )
        ->capture_default_str();
}

constexpr const char* epilogue = R"(Example:
  adobe-target-sandbox --port 8443 --ca-out ca.pem --seed-ids crm-:10000 --script script.json
  curl --cacert ca.pem https://127.0.0.1:8443/m2/acme/profile/update -d 'mbox3rdPartyId=crm-1&profile.tier=gold'
  curl --cacert ca.pem https://127.0.0.1:8443/_sandbox/counts

When ready it prints one line, `listening on https://127.0.0.1:8443`.

script.json, first rule that fires wins; all of `match` must hold:
  {"seed": 7, "rules": [
    {"match": {"path": "/m2/", "method": "POST", "id": "crm-1", "every": 3, "first": 10, "probability": 0.2},
     "then": {"status": 503, "body": "", "headers": {}, "delay_ms": 50, "retry_after": 2, "retry_after_date": 2,
              "reset": "before_reply|after_read|half_reply|hang", "times": 5, "apply": true,
              "until_token_refreshed": true}}]}
  apply: whether the request still takes effect; by default it does not with a status from 300, after_read or hang.

Control, under /_sandbox/:
  GET  ledger ?after= &limit= &kind= &id= &path= &status= &accepted= &format=json|ndjson
  GET  counts    GET duplicates    GET profile ?third_party_id= | tnt_id= | ecid=
  POST script    POST profiles     POST revoke ?what=ims|profile|all
  POST reset ?what=ledger|profiles|script|all      POST expire (the profile token)      POST stop
  POST capacity ?most=N (0: any number))";

std::string read_file(const std::string& path) {
    std::ifstream file(path, std::ios::binary);
    if (!file) {
        throw std::runtime_error(path + ": expected a file that can be read");
    }
    return {std::istreambuf_iterator<char>(file), {}};
}

void write_file(const std::string& path, const std::string& text) {
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file) {
        throw std::runtime_error(path + ": expected a file that can be written");
    }
}

void take_seed_ids(const std::string& text, sandbox::Start& start) {
    const std::size_t colon = text.rfind(':');
    const std::string digits = colon == std::string::npos ? "" : text.substr(colon + 1);
    const bool is_number = !digits.empty() && digits.size() < 19 &&
                           digits.find_first_not_of("0123456789") == std::string::npos;
    if (!is_number) {
        throw std::runtime_error("--seed-ids: expected PREFIX:N, found " + text);
    }
    start.seed_prefix = text.substr(0, colon);
    start.seed_count = std::stoull(digits);
}

sandbox::Settings settings_of(const Options& options) {
    sandbox::Settings settings = options.settings;
    settings.delay = std::chrono::milliseconds(options.delay_ms);
    settings.ims_expires_in = std::chrono::seconds(options.ims_expires_in);
    settings.profile_token_expires_in = std::chrono::seconds(options.profile_token_expires_in);
    settings.has_profile_token = !options.no_profile_token;
    settings.detail = options.light ? sandbox::Detail::light : sandbox::Detail::full;
    return settings;
}

void prepare(State& state, const Options& options, sandbox::Moment now) {
    if (!options.seed_ids.empty()) {
        take_seed_ids(options.seed_ids, state.start);
    }
    if (!options.profiles_file.empty()) {
        state.start.profile_lines = read_file(options.profiles_file);
    }
    const std::string fault = restart_profiles(state, now);
    if (!fault.empty()) {
        throw std::runtime_error(options.profiles_file + ": " + fault);
    }
    if (options.script_file.empty()) {
        return;
    }
    auto script = sandbox::read_script(read_file(options.script_file));
    if (const auto* error = std::get_if<sandbox::ScriptError>(&script)) {
        throw std::runtime_error(options.script_file + ": " + error->text);
    }
    state.start.script = std::get<sandbox::Script>(std::move(script));
    state.script = state.start.script;
}

void follow_parent() {
    const pid_t parent = getppid();
    prctl(PR_SET_PDEATHSIG, SIGTERM);
    if (getppid() != parent) {
        throw std::runtime_error("--exit-with-parent: the parent is already gone");
    }
}

void serve(const Options& options) {
    const auto now =
        std::chrono::time_point_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now());
    State state(settings_of(options), std::random_device{}(), now);
    prepare(state, options, now);
    const auto scheme = options.http ? sandbox::Scheme::http : sandbox::Scheme::https;
    sandbox::Server server(state, scheme, options.port);
    server.stop_on_signals();
    if (!options.ca_out.empty()) {
        write_file(options.ca_out, server.ca_pem());
    }
    if (!options.port_file.empty()) {
        write_file(options.port_file, std::to_string(server.port()) + "\n");
    }
    std::printf("listening on %s\n", server.url().c_str());
    std::fflush(stdout);
    server.run();
}

int run(int argc, char** argv) {
    Options options;
    CLI::App app(
        "Stands in for Adobe Target on loopback: IMS, Admin API, profile update, delivery, "
        "profile fetch."
    );
    app.footer(epilogue);
    add_server_options(app, options);
    add_adobe_options(app, options);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        return app.exit(error) == 0 ? 0 : usage_error;
    }
    if (options.exit_with_parent) {
        follow_parent();
    }
    serve(options);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    try {
        return run(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "adobe-target-sandbox: %s\n", error.what());
        return 1;
    }
}
