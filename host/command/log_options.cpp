#include "host/command/log_options.hpp"

#include "host/report/log_line.hpp"

#include <CLI/Validators.hpp>

namespace host {

void add_log_options(CLI::App& command, LogWords& words) {
    command.add_option("--log-level", words.level, "Least level to log on standard error")
        ->check(CLI::IsMember({"trace", "debug", "info", "warn", "error"}))
        ->capture_default_str();
    command
        .add_option(
            "--log-format", words.format, "text or json; else text on a terminal, json elsewhere"
        )
        ->check(CLI::IsMember({"text", "json"}));
}

LogOptions log_options(const LogWords& words) {
    return {
        .level = parse_log_level(words.level).value_or(LogLevel::info),
        .format = parse_log_format(words.format)};
}

}  // namespace host
