#include "host/report/log.hpp"

#include "host/report/log_line.hpp"

#include <chrono>
#include <spdlog/details/null_mutex.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/base_sink.h>
#include <string>
#include <vector>

namespace host {
namespace {

// Hands finished lines to the console, which has a lock of its own.
class ConsoleSink final : public spdlog::sinks::base_sink<spdlog::details::null_mutex> {
public:
    explicit ConsoleSink(Console& console) : console_{console} {}

private:
    void sink_it_(const spdlog::details::log_msg& message) override {
        console_.line({message.payload.data(), message.payload.size()});
    }
    void flush_() override {}

    Console& console_;
};

spdlog::level::level_enum spdlog_level(LogLevel level) {
    switch (level) {
    case LogLevel::trace:
        return spdlog::level::trace;
    case LogLevel::debug:
        return spdlog::level::debug;
    case LogLevel::info:
        return spdlog::level::info;
    case LogLevel::warn:
        return spdlog::level::warn;
    case LogLevel::error:
        break;
    }
    return spdlog::level::err;
}

LogFormat chosen_format(const Console& console, const LogOptions& options) {
    return options.format.value_or(console.is_terminal() ? LogFormat::text : LogFormat::json);
}

// The fields with secrets taken out of their texts. `texts` keeps what had to be copied.
std::vector<LogField> clean_fields(
    std::span<const LogField> fields, const Redactor& redactor, std::vector<std::string>& texts
) {
    std::vector<LogField> clean{fields.begin(), fields.end()};
    texts.reserve(fields.size());  // so that the views below stay valid
    for (LogField& field : clean) {
        if (const auto* text = std::get_if<std::string_view>(&field.value.held())) {
            texts.push_back(redactor.redacted(*text));
            field.value = LogValue{texts.back()};
        }
    }
    return clean;
}

}  // namespace

Log::Log(Console& console, const Redactor& redactor, const LogOptions& options)
    : redactor_{redactor}, format_{chosen_format(console, options)},
      logger_{std::make_unique<spdlog::logger>("sluice", std::make_shared<ConsoleSink>(console))} {
    set_level(options.level);
}

Log::~Log() = default;

bool Log::enabled(LogLevel level) const {
    return logger_->should_log(spdlog_level(level));
}

void Log::set_level(LogLevel level) {
    logger_->set_level(spdlog_level(level));
}

void Log::write(LogLevel level, std::string_view message, std::span<const LogField> fields) {
    if (!enabled(level)) {
        return;
    }
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    const std::string text = redactor_.redacted(message);
    std::vector<std::string> texts;
    const std::vector<LogField> clean = clean_fields(fields, redactor_, texts);
    const LogEvent event{
        .unix_ms = std::chrono::duration_cast<std::chrono::milliseconds>(now).count(),
        .level = level,
        .message = text,
        .fields = clean};
    const std::string line = format_ == LogFormat::json ? json_line(event) : text_line(event);
    logger_->log(spdlog_level(level), spdlog::string_view_t{line.data(), line.size()});
}

void Log::write(LogLevel level, std::string_view message, std::initializer_list<LogField> fields) {
    write(level, message, std::span<const LogField>{fields.begin(), fields.size()});
}

void Log::debug(std::string_view message, std::initializer_list<LogField> fields) {
    write(LogLevel::debug, message, fields);
}

void Log::info(std::string_view message, std::initializer_list<LogField> fields) {
    write(LogLevel::info, message, fields);
}

void Log::warn(std::string_view message, std::initializer_list<LogField> fields) {
    write(LogLevel::warn, message, fields);
}

void Log::error(std::string_view message, std::initializer_list<LogField> fields) {
    write(LogLevel::error, message, fields);
}

}  // namespace host
