// The host's services as a plugin's C++ sees them: a thin, copyable view of sluice_host and its
// context. Valid until shutdown() has returned. Any thread, unless said otherwise.
#pragma once

#include <sluice/destination.h>
#include <sluice/text.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice {

enum class LogLevel : std::uint32_t {
    trace = SLUICE_LOG_TRACE,
    debug = SLUICE_LOG_DEBUG,
    info = SLUICE_LOG_INFO,
    warn = SLUICE_LOG_WARN,
    error = SLUICE_LOG_ERROR,
};

enum class Severity : std::uint32_t {
    info = SLUICE_SEV_INFO,
    warning = SLUICE_SEV_WARNING,
    error = SLUICE_SEV_ERROR,
};

class Host {
public:
    Host(const sluice_host* table, sluice_ctx* context) : table_{table}, context_{context} {}

    const sluice_host* table() const { return table_; }
    sluice_ctx* context() const { return context_; }

    // A finding about configuration or mapping; inside validate, the constructor and check alone.
    // path: JSON pointer (/config/client_code, /options/audience, /fields/3).
    void report(
        Severity severity, std::string_view path, std::string_view code, std::string_view message
    ) const {
        const sluice_issue issue{
            sizeof(sluice_issue),
            static_cast<std::uint32_t>(severity),
            to_str(path),
            to_str(code),
            to_str(message)};
        table_->report(context_, &issue);
    }

    bool log_enabled(LogLevel level) const {
        return table_->log_enabled(context_, static_cast<std::uint32_t>(level)) != 0;
    }

    // pairs: key, value, key, value ...; never a secret or a visitor's value.
    void
    log(LogLevel level, std::string_view message, std::initializer_list<std::string_view> pairs = {}
    ) const {
        std::vector<sluice_str> strings;
        strings.reserve(pairs.size());
        for (const std::string_view text : pairs) {
            strings.push_back(to_str(text));
        }
        table_->log(
            context_,
            static_cast<std::uint32_t>(level),
            to_str(message),
            strings.data(),
            strings.size()
        );
    }

    // Registers a counter (kind SLUICE_M_*) and gives its number for add().
    std::uint32_t metric(
        std::uint32_t kind, std::string_view name, std::string_view unit, std::string_view help
    ) const {
        return table_->metric(context_, kind, to_str(name), to_str(unit), to_str(help));
    }
    void add(std::uint32_t metric, double value) const {
        table_->metric_add(context_, metric, value);
    }

    // A secret's present value; none if the configuration does not give it. May read a file: never
    // on an I/O thread.
    std::optional<std::string> secret(std::string_view name) const {
        std::string value(256, '\0');
        std::size_t length = 0;
        sluice_rc rc = table_->secret(context_, to_str(name), value.data(), value.size(), &length);
        if (rc == SLUICE_E_TOO_SMALL) {
            value.resize(length);
            rc = table_->secret(context_, to_str(name), value.data(), value.size(), &length);
        }
        if (rc != SLUICE_OK) {
            return std::nullopt;
        }
        value.resize(length);
        return value;
    }

    std::chrono::nanoseconds monotonic() const {
        return std::chrono::nanoseconds{table_->mono_ns(context_)};
    }
    std::chrono::nanoseconds unix_time() const {
        return std::chrono::nanoseconds{table_->unix_ns(context_)};
    }

private:
    const sluice_host* table_;
    sluice_ctx* context_;
};

}  // namespace sluice
