#include "host/conform/check/config.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <algorithm>

namespace host {
namespace {

namespace json = boost::json;

struct WrongConfig {
    std::string what;
    std::string text;
    bool must_be_refused = false;
};

json::value wrong_kind_of(const json::value& value) {
    return value.is_string() ? json::value(12) : json::value("not of this kind");
}

std::string deep_config() {
    constexpr std::size_t depth = 2000;
    return "{\"x\":" + std::string(depth, '[') + std::string(depth, ']') + '}';
}

std::vector<WrongConfig> wrong_configs(const Sample& sample, const Manifest& manifest) {
    std::vector<WrongConfig> all;
    const json::value* required = manifest.config_schema.if_contains("required");
    const json::array none;
    const json::array& names =
        required != nullptr && required->is_array() ? required->get_array() : none;
    for (const json::value& name : names) {
        const std::string member{std::string_view{name.as_string()}};
        json::object without = sample.config;
        without.erase(member);
        all.push_back({"without the mandatory " + member, json::serialize(without), true});
        json::object wrong = sample.config;
        wrong[member] = wrong_kind_of(
            sample.config.contains(member) ? sample.config.at(member) : json::value("text")
        );
        all.push_back({"with a wrong kind of " + member, json::serialize(wrong), true});
    }
    const bool needs_some = !names.empty();
    for (const char* text : {"", "{", "[]", "null", "\xff\xfe{}"}) {
        all.push_back({std::string{"that is no JSON object: '"} + text + "'", text, needs_some});
    }
    json::object unknown = sample.config;
    unknown["no_such_member"] = 1;
    all.push_back({"with an unknown member", json::serialize(unknown), false});
    all.push_back({"that is 2000 lists deep", deep_config(), needs_some});
    json::object huge = sample.config;
    huge["no_such_member"] = std::string(1 << 20, 'x');
    all.push_back({"with a member of 1 MiB", json::serialize(huge), false});
    for (auto& member : sample.config) {
        json::object null = sample.config;
        null[member.key()] = nullptr;
        all.push_back(
            {"with null for " + std::string{std::string_view{member.key()}},
             json::serialize(null),
             false}
        );
    }
    return all;
}

void judge_refusal(
    const WrongConfig& config, const std::vector<SeenIssue>& issues, Evidence& evidence
) {
    const bool has_place = std::any_of(issues.begin(), issues.end(), [](const SeenIssue& issue) {
        return issue.severity == SLUICE_SEV_ERROR && issue.path.starts_with("/config");
    });
    // What is no JSON has no better place than the whole.
    const bool has_error = std::any_of(issues.begin(), issues.end(), [](const SeenIssue& issue) {
        return issue.severity == SLUICE_SEV_ERROR;
    });
    const bool is_object = config.text.starts_with("{\"");
    evidence.expect(
        is_object ? has_place : has_error,
        "a config " + config.what + ": expected an issue at /config/..., found " +
            (issues.empty() ? "none" : "'" + issues[0].path + "'")
    );
}

void judge(CheckRun& run, const WrongConfig& config) {
    run.step("the config " + config.what);
    Harness harness{run};
    SpecDraft spec = harness.spec();
    spec.config_json = config.text;
    harness.set_spec(spec);
    const sluice_rc validated = harness.validate();
    const sluice_rc started = harness.init();
    Evidence& evidence = run.evidence();
    const bool is_refused = validated != SLUICE_OK || started != SLUICE_OK;
    if (config.must_be_refused) {
        evidence.expect(
            is_refused, "a config " + config.what + ": expected it to be refused, found it accepted"
        );
    }
    if (is_refused && config.must_be_refused) {
        judge_refusal(config, harness.context().issues(), evidence);
    }
    run.judge_misuse(harness.context(), {Misuse::bad_issue});
}

}  // namespace

void check_cfg_reject(CheckRun& run) {
    run.play(run.accepted());
    for (const WrongConfig& config : wrong_configs(run.sample(), run.file()->manifest)) {
        judge(run, config);
    }
}

}  // namespace host
