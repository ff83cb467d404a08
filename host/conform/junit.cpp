#include "host/conform/report.hpp"

#include <algorithm>

namespace host {
namespace {

// Characters that XML 1.0 does not allow at all become '?'.
std::string in_xml(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
        case '&':
            escaped += "&amp;";
            break;
        case '<':
            escaped += "&lt;";
            break;
        case '>':
            escaped += "&gt;";
            break;
        case '"':
            escaped += "&quot;";
            break;
        default:
            escaped += static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' ? '?' : c;
        }
    }
    return escaped;
}

std::string joined(const Finding& finding) {
    std::string text;
    for (const std::string& line : finding.evidence) {
        text += line + '\n';
    }
    return text;
}

std::string seconds(std::chrono::milliseconds time) {
    return std::to_string(static_cast<double>(time.count()) / 1000);
}

std::string case_text(const CheckResult& result) {
    const Finding& finding = result.finding;
    std::string text = "  <testcase classname=\"sluice.conform\" name=\"" +
                       in_xml(result.check->id) + "\" time=\"" + seconds(result.took) + "\">\n";
    const std::string what = in_xml(joined(finding));
    if (finding.kind == Finding::Kind::skip) {
        text += "    <skipped message=\"" + what + "\"/>\n";
    } else if (is_failure(result)) {
        text += "    <failure type=\"" + std::string{to_word(finding.kind)} + "\" message=\"" +
                in_xml(result.check->rule) + "\">" + what + in_xml(anchor_of(*result.check)) +
                "</failure>\n";
    } else if (!what.empty()) {
        text += "    <system-out>" + std::string{to_word(finding.kind)} + ": " + what +
                "</system-out>\n";
    }
    return text + "  </testcase>\n";
}

}  // namespace

std::string junit_text(const ConformReport& report) {
    const auto& results = report.results;
    std::chrono::milliseconds took{0};
    std::string cases;
    for (const CheckResult& result : results) {
        took += result.took;
        cases += case_text(result);
    }
    const auto failed = std::count_if(results.begin(), results.end(), is_failure);
    const auto run = std::count_if(results.begin(), results.end(), has_run);
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuite name=\"" +
           in_xml(report.id.empty() ? report.plugin : report.id) + "\" tests=\"" +
           std::to_string(results.size()) + "\" failures=\"" + std::to_string(failed) +
           "\" skipped=\"" + std::to_string(results.size() - static_cast<std::size_t>(run)) +
           "\" time=\"" + seconds(took) + "\">\n" + cases + "</testsuite>\n";
}

}  // namespace host
