#include "host/report/log_line.hpp"

#include <catch2/catch.hpp>

#include <limits>
#include <vector>

using host::json_line;
using host::LogEvent;
using host::LogField;
using host::LogLevel;
using host::text_line;

namespace {

LogEvent event(std::string_view message, const std::vector<LogField>& fields) {
    return {
        .unix_ms = 1'769'850'900'123,
        .level = LogLevel::warn,
        .message = message,
        .fields = fields};
}

}  // namespace

TEST_CASE("a JSON line has time, level, message and the fields with their types") {
    const std::string text = "x";
    const std::vector<LogField> fields{
        {"pipeline", "loyalty"},
        {"line", std::uint64_t{42}},
        {"offset", -5},
        {"share", 0.25},
        {"final", true},
        {"text", text},
    };
    CHECK(
        json_line(event("a \"message\"", fields)) ==
        R"({"time":"2026-01-31T09:15:00.123Z","level":"warn","message":"a \"message\"",)"
        R"("pipeline":"loyalty","line":42,"offset":-5,"share":0.25,"final":true,"text":"x"})"
    );
}

TEST_CASE("a JSON line stays one line of valid JSON whatever it is told") {
    const double infinite = std::numeric_limits<double>::infinity();
    const std::vector<LogField> fields{{"a\nb", "\xff\n"}, {"d", infinite}};
    const std::string line = json_line(event("x\ny", fields));
    CHECK(
        line.find("\"message\":\"x\\ny\",\"a\\nb\":\"\uFFFD\\n\",\"d\":null}") != std::string::npos
    );
    CHECK(line.find('\n') == std::string::npos);
}

TEST_CASE("a text line is short, and quotes what has spaces") {
    const std::vector<LogField> fields{
        {"pipeline", "loyalty"}, {"path", "a b"}, {"none", ""}, {"n", 3}, {"ok", false}};
    CHECK(
        text_line(event("reading", fields)) ==
        "09:15:00.123 warn  reading  pipeline=loyalty  path=\"a b\"  none=\"\"  n=3  ok=false"
    );
}

TEST_CASE("a text line cannot steer the terminal") {
    const std::vector<LogField> fields{{"k", "\x1b]0;x\x07"}};
    const std::string line = text_line(event("a\x1b[2J\nb", fields));
    CHECK(line == "09:15:00.123 warn  a [2J b  k=\" ]0;x \"");
}

TEST_CASE("levels and formats are known by name") {
    for (const auto level :
         {LogLevel::trace, LogLevel::debug, LogLevel::info, LogLevel::warn, LogLevel::error}) {
        CHECK(host::parse_log_level(host::level_name(level)) == level);
    }
    CHECK_FALSE(host::parse_log_level("loud"));
    CHECK(host::parse_log_format("json") == host::LogFormat::json);
    CHECK(host::parse_log_format("text") == host::LogFormat::text);
    CHECK_FALSE(host::parse_log_format("xml"));
}
