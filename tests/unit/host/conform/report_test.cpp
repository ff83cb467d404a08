#include "host/conform/report.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

namespace {

using Kind = host::Finding::Kind;

const host::Check must{"send-once", "each record gets one verdict", host::CheckLevel::must};
const host::Check should{"hyg-oom", "no memory is no crash", host::CheckLevel::should};

host::CheckResult
result(const host::Check& check, Kind kind, std::vector<std::string> evidence = {}) {
    return {&check, {kind, std::move(evidence)}, std::chrono::milliseconds{1250}};
}

}  // namespace

TEST_CASE("a failed MUST is a failure, a crash and a time-out too; a failed SHOULD, a warning and "
          "a skip are none") {
    CHECK(host::is_failure(result(must, Kind::fail)));
    CHECK(host::is_failure(result(must, Kind::crash)));
    CHECK(host::is_failure(result(must, Kind::timeout)));
    CHECK_FALSE(host::is_failure(result(should, Kind::fail)));
    CHECK_FALSE(host::is_failure(result(must, Kind::warn)));
    CHECK_FALSE(host::is_failure(result(must, Kind::skip)));
    CHECK_FALSE(host::has_run(result(must, Kind::skip)));
}

TEST_CASE("a test point in TAP names check and rule, and a failure its evidence and its page") {
    CHECK(
        host::tap_point(result(must, Kind::pass), 1) ==
        "ok 1 - send-once: each record gets one verdict\n"
    );
    CHECK(
        host::tap_point(result(must, Kind::fail, {"expected 1, found \"2\""}), 7) ==
        "not ok 7 - send-once: each record gets one verdict\n"
        "  ---\n"
        "  verdict: fail\n"
        "  level: MUST\n"
        "  seconds: 1.250\n"
        "  doc: sdk/conformance.md#send-once\n"
        "  evidence:\n"
        "    - \"expected 1, found \\\"2\\\"\"\n"
        "  ...\n"
    );
}

TEST_CASE("a skip is a directive with its reason, which cannot begin another one or end the line") {
    CHECK(
        host::tap_point(result(must, Kind::skip, {"no #1\nnot ok 2"}), 1) ==
        "ok 1 - send-once: each record gets one verdict # SKIP no \\#1 not ok 2\n"
    );
}

TEST_CASE("a failed SHOULD is marked so that a TAP reader does not count it") {
    CHECK(host::tap_point(result(should, Kind::fail, {"x"}), 1)
              .starts_with("not ok 1 - hyg-oom: no memory is no crash # TODO SHOULD\n"));
}

TEST_CASE("no check run is said at the end") {
    host::ConformReport report;
    report.results = {result(must, Kind::skip, {"x"})};
    CHECK(host::tap_foot(report).find("no check was run") != std::string::npos);
    report.results.push_back(result(must, Kind::pass));
    CHECK(host::tap_foot(report) == "# 1 checks run, 1 skipped, 0 failed, 0 warned\n");
}

TEST_CASE("JUnit counts failures and skips, and escapes what a plugin wrote") {
    host::ConformReport report;
    report.id = "a<b>";
    report.results = {
        result(must, Kind::fail, {"<bad> & \"worse\" \x01"}),
        result(must, Kind::skip, {"why"}),
        result(should, Kind::fail)};
    const std::string text = host::junit_text(report);
    CHECK(
        text.find("name=\"a&lt;b&gt;\" tests=\"3\" failures=\"1\" skipped=\"1\"") !=
        std::string::npos
    );
    CHECK(text.find("&lt;bad&gt; &amp; &quot;worse&quot; ?") != std::string::npos);
    CHECK(text.find("<skipped message=\"why\n\"/>") != std::string::npos);
}

TEST_CASE("the JSON report holds verdict, level, seconds, evidence and page of each check") {
    host::ConformReport report;
    report.id = "org.example.x";
    report.seed = 7;
    report.results = {result(must, Kind::crash, {"killed by SIGSEGV"})};
    const auto json = boost::json::parse(host::report_json(report));
    CHECK(json.at("seed").to_number<int>() == 7);
    const auto& check = json.at("checks").at(0);
    CHECK(check.at("id").as_string() == "send-once");
    CHECK(check.at("verdict").as_string() == "crash");
    CHECK(check.at("level").as_string() == "MUST");
    CHECK(check.at("seconds").as_double() == 1.25);
    CHECK(check.at("evidence").at(0).as_string() == "killed by SIGSEGV");
    CHECK(check.at("doc").as_string() == "sdk/conformance.md#send-once");
}
