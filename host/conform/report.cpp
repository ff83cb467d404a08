#include "host/conform/report.hpp"

#include "host/conform/valid_utf8.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

namespace host {

bool is_failure(const CheckResult& result) {
    const Finding::Kind kind = result.finding.kind;
    const bool has_failed = kind == Finding::Kind::fail || kind == Finding::Kind::crash ||
                            kind == Finding::Kind::timeout;
    return has_failed && result.check->level == CheckLevel::must;
}

bool has_run(const CheckResult& result) {
    return result.finding.kind != Finding::Kind::skip;
}

std::string_view to_word(CheckLevel level) {
    switch (level) {
    case CheckLevel::must:
        return "MUST";
    case CheckLevel::should:
        return "SHOULD";
    case CheckLevel::info:
        break;
    }
    return "info";
}

std::string anchor_of(const Check& check) {
    return "sdk/conformance.md#" + std::string{check.id};
}

std::string report_json(const ConformReport& report) {
    boost::json::array checks;
    for (const CheckResult& result : report.results) {
        boost::json::object check = to_json(result.finding);
        check["id"] = result.check->id;
        check["level"] = to_word(result.check->level);
        check["rule"] = result.check->rule;
        check["seconds"] = static_cast<double>(result.took.count()) / 1000;
        check["doc"] = anchor_of(*result.check);
        checks.push_back(std::move(check));
    }
    boost::json::array notes;
    for (const std::string& note : report.notes) {
        notes.emplace_back(note);
    }
    const boost::json::object whole{
        {"plugin", report.plugin},
        {"id", report.id},
        {"version", report.version},
        {"sha256", report.sha256},
        {"seed", report.seed},
        {"tier", report.tier == CheckTier::full ? "full" : "quick"},
        {"notes", std::move(notes)},
        {"checks", std::move(checks)}};
    return valid_utf8(boost::json::serialize(whole)) + '\n';
}

}  // namespace host
