// The text of one log line. Pure: called by Log with the time as an argument.
#pragma once

#include "host/report/log_field.hpp"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace host {

// "info", "warn" ...
std::string_view level_name(LogLevel level);
std::optional<LogLevel> parse_log_level(std::string_view name);
std::optional<LogFormat> parse_log_format(std::string_view name);

struct LogEvent {
    std::int64_t unix_ms = 0;
    LogLevel level = LogLevel::info;
    std::string_view message;
    std::span<const LogField> fields;
};

// {"time":"2026-01-31T09:15:00.123Z","level":"info","message":"…","pipeline":"loyalty"}
// Valid JSON whatever the bytes: what is not UTF-8 becomes U+FFFD. No newline.
std::string json_line(const LogEvent& event);

// 09:15:00.123 info  message  pipeline=loyalty path="a b"
// Nothing in it can steer a terminal.
std::string text_line(const LogEvent& event);

}  // namespace host
