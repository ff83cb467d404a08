// One key and value of a log line. Made in place by whoever logs; borrowed, valid for the call.
#pragma once

#include <concepts>
#include <cstdint>
#include <string>
#include <string_view>
#include <variant>

namespace host {

enum class LogLevel : std::uint8_t { trace, debug, info, warn, error };
enum class LogFormat : std::uint8_t { text, json };

// Text, number or boolean; it keeps its type in a JSON line.
class LogValue {
public:
    using Held = std::variant<std::string_view, std::int64_t, std::uint64_t, double, bool>;

    // NOLINTBEGIN(google-explicit-constructor): a field is written {"key", value}.
    LogValue(std::string_view text) : held_{text} {}
    LogValue(const std::string& text) : held_{std::string_view{text}} {}
    LogValue(const char* text) : held_{std::string_view{text}} {}
    LogValue(double value) : held_{value} {}
    template <std::same_as<bool> T>
    LogValue(T value) : held_{value} {}
    template <std::signed_integral T>
    LogValue(T value) : held_{std::int64_t{value}} {}
    template <std::unsigned_integral T>
    requires(!std::same_as<T, bool>) LogValue(T value) : held_{std::uint64_t{value}} {}
    // NOLINTEND(google-explicit-constructor)

    const Held& held() const { return held_; }

private:
    Held held_;
};

struct LogField {
    std::string_view key;
    LogValue value;
};

}  // namespace host
