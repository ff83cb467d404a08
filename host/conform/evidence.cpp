#include "host/conform/evidence.hpp"

#include <boost/json/array.hpp>

#include <array>

namespace host {
namespace {

constexpr std::size_t max_lines = 50;

constexpr std::array kinds{
    Finding::Kind::pass,
    Finding::Kind::warn,
    Finding::Kind::fail,
    Finding::Kind::skip,
    Finding::Kind::crash,
    Finding::Kind::timeout};

int weight(Finding::Kind kind) {
    switch (kind) {
    case Finding::Kind::pass:
        return 0;
    case Finding::Kind::skip:
        return 1;
    case Finding::Kind::warn:
        return 2;
    default:
        return 3;
    }
}

}  // namespace

std::string_view to_word(Finding::Kind kind) {
    switch (kind) {
    case Finding::Kind::pass:
        return "pass";
    case Finding::Kind::warn:
        return "warn";
    case Finding::Kind::skip:
        return "skip";
    case Finding::Kind::crash:
        return "crash";
    case Finding::Kind::timeout:
        return "timeout";
    case Finding::Kind::fail:
        break;
    }
    return "fail";
}

boost::json::object to_json(const Finding& finding) {
    boost::json::array lines;
    for (const std::string& line : finding.evidence) {
        lines.emplace_back(line);
    }
    return {{"verdict", to_word(finding.kind)}, {"evidence", std::move(lines)}};
}

Finding finding_of(const boost::json::object& object) {
    const boost::json::value* word = object.if_contains("verdict");
    const boost::json::value* lines = object.if_contains("evidence");
    if (word == nullptr || !word->is_string() || lines == nullptr || !lines->is_array()) {
        return {
            Finding::Kind::fail,
            {"expected a verdict from the check's process, found something else"}};
    }
    Finding finding{Finding::Kind::fail, {}};
    for (const Finding::Kind kind : kinds) {
        if (to_word(kind) == std::string_view{word->get_string()}) {
            finding.kind = kind;
        }
    }
    for (const boost::json::value& line : lines->get_array()) {
        if (line.is_string()) {
            finding.evidence.emplace_back(std::string_view{line.get_string()});
        }
    }
    return finding;
}

bool Evidence::expect(bool is_so, std::string line) {
    if (!is_so) {
        fail(std::move(line));
    }
    return is_so;
}

Finding Evidence::finding() const {
    Finding finding = finding_;
    if (left_out_ != 0) {
        finding.evidence.push_back("and " + std::to_string(left_out_) + " more");
    }
    return finding;
}

void Evidence::add(Finding::Kind kind, std::string line) {
    if (weight(kind) > weight(finding_.kind)) {
        finding_.kind = kind;
    }
    if (finding_.evidence.size() >= max_lines) {
        ++left_out_;
        return;
    }
    finding_.evidence.push_back(std::move(line));
}

}  // namespace host
