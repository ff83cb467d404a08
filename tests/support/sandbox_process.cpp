#include "tests/support/sandbox_process.hpp"

#include "tests/support/http_caller.hpp"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <stdexcept>
#include <utility>

namespace support {

namespace {

namespace json = boost::json;

constexpr std::string_view announcement = "listening on ";
constexpr std::size_t largest_reply = 256U << 20U;

ProcessSpec spec_of(
    const tests::TempFolder& folder,
    std::vector<std::string> arguments,
    SandboxProcess::Scheme scheme,
    const std::string& ca_file
) {
    std::vector<std::string> command{SANDBOX_PROGRAM, "--exit-with-parent"};
    if (scheme == SandboxProcess::Scheme::http) {
        command.emplace_back("--http");
    } else {
        command.insert(command.end(), {"--ca-out", ca_file});
    }
    std::move(arguments.begin(), arguments.end(), std::back_inserter(command));
    static int started = 0;
    return {
        .command = std::move(command),
        .folder = folder.path().string(),
        .name = "sandbox-" + std::to_string(++started)};
}

std::string text_of(const json::object& entry, std::string_view name) {
    const json::value* value = entry.if_contains(name);
    return value == nullptr ? std::string{} : std::string{value->as_string()};
}

std::map<std::string, std::string> texts_of(const json::object& members) {
    std::map<std::string, std::string> texts;
    for (const auto& [name, value] : members) {
        texts.emplace(name, value.as_string());
    }
    return texts;
}

std::string first_of(const json::object& entry, std::initializer_list<std::string_view> names) {
    for (const std::string_view name : names) {
        if (entry.contains(name)) {
            return text_of(entry, name);
        }
    }
    return {};
}

Arrival arrival_of(const json::object& entry) {
    return {
        .sequence = entry.at("sequence").to_number<std::uint64_t>(),
        .unix_ns = entry.at("arrival_ns").to_number<std::int64_t>(),
        .connection = entry.at("connection").to_number<std::uint64_t>(),
        .kind = text_of(entry, "kind"),
        .host = text_of(entry, "host"),
        .id = first_of(entry, {"third_party_id", "ecid", "tnt_id"}),
        .session = text_of(entry, "session"),
        .impression = text_of(entry, "impression_id"),
        .attributes = texts_of(entry.at("attributes").as_object()),
        .status = entry.at("status").to_number<int>(),
        .is_accepted = entry.at("accepted").as_bool(),
        .is_replied = entry.at("replied").as_bool(),
        .is_scripted = entry.at("scripted").as_bool(),
        .ended_after = entry.at("ended_after").to_number<std::uint64_t>()};
}

std::string url_in(const std::string& out) {
    const std::size_t begin = out.find(announcement);
    const std::size_t end = out.find('\n');
    return begin == std::string::npos || end == std::string::npos
               ? std::string{}
               : out.substr(begin + announcement.size(), end - begin - announcement.size());
}

}  // namespace

struct SandboxProcess::Line {
    sluice::http::EndpointUrl to;
    HttpCaller caller;
};

SandboxProcess::~SandboxProcess() = default;

SandboxProcess::SandboxProcess(
    const tests::TempFolder& folder, std::vector<std::string> arguments, Scheme scheme
)
    : ca_file_{folder / "ca.pem"}, process_{
                                       spec_of(folder, std::move(arguments), scheme, ca_file_)} {
    process_.await([this] { return !(url_ = url_in(process_.out())).empty(); });
    const auto parsed = sluice::http::parse_endpoint(url_);
    if (!parsed) {
        throw std::runtime_error{"the sandbox does not start: " + process_.err()};
    }
    sluice::http::Settings settings;
    settings.connections = 1;
    settings.max_reply_bytes = largest_reply;
    settings.ca_file = scheme == Scheme::https ? ca_file_ : "";
    line_.reset(new Line{*parsed, HttpCaller{std::move(settings)}});
}

std::string
SandboxProcess::ask(std::string_view method, const std::string& target, std::string_view body) {
    sluice::http::Request request;
    request.start(method, target, line_->to.authority);
    request.finish(body);
    const HttpAnswer& answer = line_->caller.ask(line_->to.endpoint, request.bytes(), patience);
    if (answer.failure || answer.reply.status != 200) {
        throw std::runtime_error{
            "the sandbox does not answer " + target + ": " +
            (answer.failure ? answer.failure->message : answer.reply.body)};
    }
    return answer.reply.body;
}

void SandboxProcess::post(const std::string& target, std::string_view body) {
    ask("POST", target, body);
}

json::value SandboxProcess::get(const std::string& target) {
    return json::parse(ask("GET", target, {}));
}

json::object SandboxProcess::counts() {
    return get("/_sandbox/counts").as_object();
}

std::uint64_t SandboxProcess::count(std::string_view name) {
    return counts().at(name).to_number<std::uint64_t>();
}

std::vector<Arrival> SandboxProcess::ledger(std::string_view kind) {
    std::vector<Arrival> all;
    std::string after = "0";
    while (!after.empty()) {
        const json::value page = get("/_sandbox/ledger?limit=5000&after=" + after);
        for (const json::value& entry : page.at("entries").as_array()) {
            Arrival arrival = arrival_of(entry.as_object());
            const bool is_update = arrival.kind == "profile_update" || arrival.kind == "delivery";
            if (kind.empty() ? is_update : arrival.kind == kind) {
                all.push_back(std::move(arrival));
            }
        }
        const json::value& next = page.at("next");
        after = next.is_null() ? "" : std::to_string(next.to_number<std::uint64_t>());
    }
    return all;
}

std::map<std::string, std::string> SandboxProcess::profile(const std::string& third_party_id) {
    const json::value profile = get("/_sandbox/profile?third_party_id=" + third_party_id);
    std::map<std::string, std::string> attributes;
    for (const auto& [name, value] : profile.at("profileAttributes").as_object()) {
        attributes.emplace(name, value.at("value").as_string());
    }
    return attributes;
}

}  // namespace support
