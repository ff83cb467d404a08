#include "host/conform/conform.hpp"

#include "host/config/issues.hpp"
#include "host/conform/check_process.hpp"
#include "host/conform/plan_of_checks.hpp"
#include "host/conform/profile.hpp"
#include "host/conform/report.hpp"
#include "host/conform/sample.hpp"
#include "host/plugin/library.hpp"
#include "host/record/exit_code.hpp"

#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <iterator>
#include <random>

namespace host {
namespace {

// A check that does not end by itself: what it waits for has shorter deadlines of its own.
constexpr std::chrono::seconds quick_limit{20};
constexpr std::chrono::seconds full_limit{60};

std::string today() {
    const std::time_t now = std::time(nullptr);
    std::tm utc{};
    gmtime_r(&now, &utc);
    char text[11] = "";
    std::strftime(text, sizeof text, "%Y-%m-%d", &utc);
    return text;
}

void say(const std::string& sentence) {
    std::fputs(("sluice: " + sentence + '\n').c_str(), stderr);
}

// The profile as JSON; none after its errors were printed.
std::optional<boost::json::object> read_profile_file(const std::string& path) {
    if (path.empty()) {
        return boost::json::object{};
    }
    std::ifstream file{path, std::ios::binary};
    if (!file) {
        say("expected a profile at " + path + ", found no file that can be read");
        return std::nullopt;
    }
    const std::string text{std::istreambuf_iterator<char>{file}, {}};
    ProfileFile profile = parse_profile(text, path);
    sort_by_place(profile.issues);
    for (const Issue& issue : profile.issues) {
        std::fputs((to_text(issue) + '\n').c_str(), stderr);
    }
    return has_errors(profile.issues) ? std::nullopt : std::optional{std::move(profile.json)};
}

// Names of checks that are none, in the profile and on the command line, and what else does not fit
// the plugin.
std::vector<std::string>
faults_of(const Profile& profile, const sluice::Result<PluginFile, Problem>& file) {
    std::vector<std::string> faults;
    if (file) {
        faults = profile_faults(file->manifest, profile);
    }
    for (const ProfileSkip& skip : profile.skips) {
        if (find_check(skip.check) == nullptr) {
            faults.push_back(
                "expected skip to name checks of `sluice conform --list`, found '" + skip.check +
                "'"
            );
        }
    }
    return faults;
}

bool write_report(const std::string& path, const std::string& text) {
    if (path.empty()) {
        return true;
    }
    std::ofstream file{path, std::ios::binary};
    file << text;
    file.close();
    if (!file) {
        say("the report " + path + " cannot be written");
    }
    return static_cast<bool>(file);
}

ConformReport report_on(
    const ConformOptions& options,
    const sluice::Result<PluginFile, Problem>& file,
    const Sample& sample
) {
    ConformReport report;
    report.plugin = options.plugin;
    report.tier = options.tier;
    report.seed = options.seed.value_or(std::random_device{}());
    if (file) {
        report.id = file->manifest.id;
        report.version = file->manifest.version;
        report.sha256 = file->sha256;
    }
    for (const std::string& derived : sample.derived) {
        report.notes.push_back("derived from the manifest, for want of a profile: " + derived);
    }
    if (sample.no_http) {
        report.notes.push_back("no HTTP checks: " + *sample.no_http);
    }
    return report;
}

int run_checks(
    const ConformOptions& options, ChildOrder order, const PlanOfChecks& plan, ConformReport report
) {
    order.seed = report.seed;
    order.tier = options.tier;
    const auto limit = options.tier == CheckTier::full ? full_limit : quick_limit;
    std::fputs(tap_head(report, plan.checks().size()).c_str(), stdout);
    std::optional<std::string> no_watch;
    for (const Check* check : plan.checks()) {
        CheckResult result{check, {}, {}};
        if (auto reason = plan.skipped(*check, report.results, no_watch)) {
            result.finding = std::move(*reason);
        } else {
            CheckEnd end = run_check_process(*check, order, limit);
            no_watch = end.no_watch;
            result.finding = std::move(end.finding);
            result.took = end.took;
        }
        report.results.push_back(std::move(result));
        std::fputs(tap_point(report.results.back(), report.results.size()).c_str(), stdout);
        std::fflush(stdout);
    }
    std::fputs(tap_foot(report).c_str(), stdout);
    const bool is_written = write_report(options.junit, junit_text(report)) &&
                            write_report(options.json, report_json(report));
    if (!is_written) {
        return exit_state;
    }
    return plan.has_passed(report.results) ? exit_done : exit_nonconforming;
}

}  // namespace

int conform(const ConformOptions& options) {
    const auto path = find_plugin(
        options.plugin.find('/') == std::string::npos ? "./" + options.plugin : options.plugin, {}
    );
    if (!path) {
        say(path.error().text);
        return exit_usage;
    }
    for (const std::string& id : options.only) {
        if (find_check(id) == nullptr) {
            say("expected --only to name a check of `sluice conform --list`, found '" + id + "'");
            return exit_usage;
        }
    }
    const auto profile_json = read_profile_file(options.profile);
    if (!profile_json) {
        return exit_configuration;
    }
    const Profile profile = profile_of(*profile_json);
    const auto file = examine_plugin(*path, std::nullopt);
    const auto faults = faults_of(profile, file);
    for (const std::string& fault : faults) {
        say(options.profile + ": " + fault);
    }
    if (!faults.empty()) {
        return exit_configuration;
    }
    Sample sample;
    if (file) {
        sample = make_sample(file->manifest, profile, "http://127.0.0.1:1");
    } else {
        sample.fault = file.error().text;
    }
    const PlanOfChecks plan{options.tier, options.only, profile, sample, today()};
    ChildOrder order;
    order.plugin = *path;
    order.profile = *profile_json;
    return run_checks(options, std::move(order), plan, report_on(options, file, sample));
}

std::string list_of_checks() {
    std::string text;
    for (const Check& check : all_checks()) {
        std::string id{check.id};
        id.resize(20, ' ');
        text += id + (check.tier == CheckTier::full ? "full   " : "quick  ") +
                std::string{to_word(check.level)} + "\t" + std::string{check.rule} + '\n';
    }
    return text;
}

}  // namespace host
