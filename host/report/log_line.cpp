#include "host/report/log_line.hpp"

#include "host/report/text.hpp"

#include <array>
#include <cmath>
#include <spdlog/fmt/fmt.h>
#include <utility>

namespace host {
namespace {

constexpr std::array<std::pair<std::string_view, LogLevel>, 5> levels{{
    {"trace", LogLevel::trace},
    {"debug", LogLevel::debug},
    {"info", LogLevel::info},
    {"warn", LogLevel::warn},
    {"error", LogLevel::error},
}};

// The visitors of a LogValue. JSON has no infinity and no NaN: they become null.
struct JsonValue {
    std::string& out;
    void operator()(std::string_view text) const { append_json_quoted(out, text); }
    void operator()(bool value) const { out.append(value ? "true" : "false"); }
    void operator()(std::int64_t value) const { out.append(std::to_string(value)); }
    void operator()(std::uint64_t value) const { out.append(std::to_string(value)); }
    void operator()(double value) const {
        out.append(std::isfinite(value) ? fmt::format("{}", value) : "null");
    }
};

bool needs_quotes(std::string_view text) {
    return text.empty() || text.find_first_of(" \"=") != std::string_view::npos;
}

struct TextValue {
    std::string& out;
    void operator()(std::string_view text) const {
        const std::string shown = printable(text);
        if (needs_quotes(shown)) {
            append_json_quoted(out, shown);
        } else {
            out.append(shown);
        }
    }
    template <class Other>
    void operator()(Other value) const {
        JsonValue{out}(value);
    }
};

}  // namespace

std::string_view level_name(LogLevel level) {
    return levels[static_cast<std::size_t>(level)].first;
}

std::optional<LogLevel> parse_log_level(std::string_view name) {
    for (const auto& [known, level] : levels) {
        if (known == name) {
            return level;
        }
    }
    return std::nullopt;
}

std::optional<LogFormat> parse_log_format(std::string_view name) {
    if (name == "json") {
        return LogFormat::json;
    }
    return name == "text" ? std::optional{LogFormat::text} : std::nullopt;
}

std::string json_line(const LogEvent& event) {
    std::string out = "{\"time\":\"" + utc_text(event.unix_ms) + "\",\"level\":\"";
    out.append(level_name(event.level)).append("\",\"message\":");
    append_json_quoted(out, event.message);
    for (const LogField& field : event.fields) {
        out.push_back(',');
        append_json_quoted(out, field.key);
        out.push_back(':');
        std::visit(JsonValue{out}, field.value.held());
    }
    out.push_back('}');
    return out;
}

std::string text_line(const LogEvent& event) {
    // "2026-01-31T09:15:00.123Z": the hours begin at 11 and the Z is left out.
    std::string out = utc_text(event.unix_ms).substr(11, 12);
    out.append(fmt::format(" {:<5} ", level_name(event.level)));
    out.append(printable(event.message));
    for (const LogField& field : event.fields) {
        out.append("  ").append(printable(field.key)).push_back('=');
        std::visit(TextValue{out}, field.value.held());
    }
    return out;
}

}  // namespace host
