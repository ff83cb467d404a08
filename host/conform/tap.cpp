#include "host/conform/report.hpp"

#include <algorithm>
#include <cstdio>

namespace host {
namespace {

// What would end a line or begin a directive is taken out: evidence may hold bytes of the plugin's.
std::string one_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        line += static_cast<unsigned char>(c) < 0x20 || c == 0x7f ? ' ' : c;
    }
    return line;
}

std::string in_yaml_quotes(std::string_view text) {
    std::string quoted = "\"";
    for (const char c : one_line(text)) {
        if (c == '"' || c == '\\') {
            quoted += '\\';
        }
        quoted += c;
    }
    return quoted + '"';
}

std::string seconds(std::chrono::milliseconds time) {
    std::string text = std::to_string(time.count() % 1000);
    text.insert(0, 3 - text.size(), '0');
    return std::to_string(time.count() / 1000) + '.' + text;
}

std::string directive_text(std::string_view text) {
    std::string escaped;
    for (const char c : one_line(text)) {
        escaped += c == '#' || c == '\\' ? std::string{'\\', c} : std::string{c};
    }
    return escaped;
}

bool is_told(const CheckResult& result) {
    return result.finding.kind != Finding::Kind::skip &&
           (result.finding.kind != Finding::Kind::pass || !result.finding.evidence.empty());
}

}  // namespace

std::string tap_head(const ConformReport& report, std::size_t count) {
    std::string text = "TAP version 14\n1.." + std::to_string(count) + '\n';
    text += "# " + one_line(report.plugin) +
            (report.id.empty() ? "" : ", " + one_line(report.id) + ' ' + one_line(report.version)) +
            '\n';
    text += "# seed " + std::to_string(report.seed) + ", tier " +
            (report.tier == CheckTier::full ? "full" : "quick") + '\n';
    for (const std::string& note : report.notes) {
        text += "# " + one_line(note) + '\n';
    }
    return text;
}

std::string tap_point(const CheckResult& result, std::size_t number) {
    const Check& check = *result.check;
    const Finding& finding = result.finding;
    const bool has_failed = finding.kind == Finding::Kind::fail ||
                            finding.kind == Finding::Kind::crash ||
                            finding.kind == Finding::Kind::timeout;
    std::string text = (has_failed ? "not ok " : "ok ") + std::to_string(number) + " - " +
                       std::string{check.id} + ": " + std::string{check.rule};
    if (finding.kind == Finding::Kind::skip) {
        return text + " # SKIP " +
               directive_text(finding.evidence.empty() ? "" : finding.evidence[0]) + '\n';
    }
    if (has_failed && !is_failure(result)) {
        text +=
            " # TODO " + std::string{to_word(check.level)};  // told, and no failure of the whole
    }
    text += '\n';
    if (is_told(result)) {
        text += "  ---\n  verdict: " + std::string{to_word(finding.kind)} +
                "\n  level: " + std::string{to_word(check.level)} +
                "\n  seconds: " + seconds(result.took) + "\n  doc: " + anchor_of(check) +
                "\n  evidence:\n";
        for (const std::string& line : finding.evidence) {
            text += "    - " + in_yaml_quotes(line) + '\n';
        }
        text += "  ...\n";
    }
    return text;
}

std::string tap_foot(const ConformReport& report) {
    const auto& results = report.results;
    const auto failed = std::count_if(results.begin(), results.end(), is_failure);
    const auto run = std::count_if(results.begin(), results.end(), has_run);
    const auto warned =
        std::count_if(results.begin(), results.end(), [](const CheckResult& result) {
            return result.finding.kind == Finding::Kind::warn;
        });
    std::string text = "# " + std::to_string(run) + " checks run, " +
                       std::to_string(results.size() - static_cast<std::size_t>(run)) +
                       " skipped, " + std::to_string(failed) + " failed, " +
                       std::to_string(warned) + " warned\n";
    if (run == 0) {
        text += "# no check was run: this proves nothing, and counts as a failure\n";
    }
    return text;
}

}  // namespace host
