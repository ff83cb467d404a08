// The host's log on standard error: JSON lines for machines, text for a terminal. Made once in
// main, handed on by reference. Any thread.
#pragma once

#include "host/report/console.hpp"
#include "host/report/log_field.hpp"
#include "host/report/redact.hpp"

#include <initializer_list>
#include <memory>
#include <optional>
#include <span>
#include <string_view>

namespace spdlog {
class logger;
}

namespace host {

struct LogOptions {
    LogLevel level = LogLevel::info;
    std::optional<LogFormat> format;  // none: text on a terminal, JSON elsewhere
};

// Console and Redactor must outlive it. Secrets are taken out of message and values; a visitor's
// value must not be passed in the first place.
class Log {
public:
    Log(Console& console, const Redactor& redactor, const LogOptions& options);
    ~Log();
    Log(const Log&) = delete;
    Log& operator=(const Log&) = delete;

    bool enabled(LogLevel level) const;
    void set_level(LogLevel level);

    void write(LogLevel level, std::string_view message, std::span<const LogField> fields);
    void
    write(LogLevel level, std::string_view message, std::initializer_list<LogField> fields = {});

    void debug(std::string_view message, std::initializer_list<LogField> fields = {});
    void info(std::string_view message, std::initializer_list<LogField> fields = {});
    void warn(std::string_view message, std::initializer_list<LogField> fields = {});
    void error(std::string_view message, std::initializer_list<LogField> fields = {});

private:
    const Redactor& redactor_;
    LogFormat format_;
    std::unique_ptr<spdlog::logger> logger_;
};

}  // namespace host
