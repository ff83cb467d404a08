#include "host/report/text.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <ctime>
#include <spdlog/fmt/fmt.h>

namespace host {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD
constexpr std::string_view ellipsis = "\xE2\x80\xA6";

bool is_continuation(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

// Whether `second` may follow `first`; keeps out overlong forms, surrogates and what is above
// U+10FFFF (Unicode 15, table 3-7).
bool is_second(unsigned char first, unsigned char second) {
    const unsigned low = first == 0xE0 ? 0xA0 : first == 0xF0 ? 0x90 : 0x80;
    const unsigned high = first == 0xED ? 0x9F : first == 0xF4 ? 0x8F : 0xBF;
    return second >= low && second <= high;
}

// Length of the well-formed UTF-8 sequence at the front of `text`; 0 if there is none.
std::size_t sequence_length(std::string_view text) {
    const auto first = static_cast<unsigned char>(text[0]);
    if (first < 0x80) {
        return 1;
    }
    const std::size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : 2;
    if (first < 0xC2 || first > 0xF4 || text.size() < length ||
        !is_second(first, static_cast<unsigned char>(text[1]))) {
        return 0;
    }
    const std::string_view rest = text.substr(2, length - 2);
    return std::all_of(rest.begin(), rest.end(), is_continuation) ? length : 0;
}

// Controls of the upper half, U+0080 ... U+009F: some terminals obey them.
bool is_upper_control(std::string_view sequence) {
    return sequence.size() == 2 && sequence[0] == '\xC2' &&
           static_cast<unsigned char>(sequence[1]) < 0xA0;
}

// Calls `each` with every well-formed sequence, and with "" for every wrong byte.
template <class Each>
void for_sequences(std::string_view text, const Each& each) {
    while (!text.empty()) {
        const std::size_t length = sequence_length(text);
        each(text.substr(0, length));
        text.remove_prefix(length == 0 ? 1 : length);
    }
}

void append_escaped(std::string& out, char c) {
    switch (c) {
    case '"':
        out.append("\\\"");
        return;
    case '\\':
        out.append("\\\\");
        return;
    case '\n':
        out.append("\\n");
        return;
    case '\r':
        out.append("\\r");
        return;
    case '\t':
        out.append("\\t");
        return;
    default:
        break;
    }
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
        out.append(fmt::format("\\u{:04x}", static_cast<unsigned>(c)));
    } else {
        out.push_back(c);
    }
}

std::string time_text(const char* format, std::int64_t unix_ms) {
    // Rounds down, also before 1970.
    const std::time_t seconds = (unix_ms - (unix_ms < 0 ? 999 : 0)) / 1000;
    std::tm parts{};
    std::array<char, 64> text{};
    ::gmtime_r(&seconds, &parts);
    const std::size_t length = std::strftime(text.data(), text.size(), format, &parts);
    return {text.data(), length};
}

}  // namespace

std::string count_text(std::uint64_t count) {
    const std::string digits = std::to_string(count);
    std::string out;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        if (i != 0 && (digits.size() - i) % 3 == 0) {
            out.push_back(',');
        }
        out.push_back(digits[i]);
    }
    return out;
}

std::string duration_text(std::chrono::milliseconds duration) {
    const std::int64_t ms = duration.count();
    if (ms < 1000) {
        return fmt::format("{} ms", ms);
    }
    if (ms < 59'950) {
        return fmt::format("{:.1f} s", static_cast<double>(ms) / 1000);
    }
    const std::int64_t seconds = (ms + 500) / 1000;
    if (seconds < 3600) {
        return fmt::format("{} min {:02} s", seconds / 60, seconds % 60);
    }
    return fmt::format("{} h {:02} min", seconds / 3600, seconds / 60 % 60);
}

std::string clock_text(std::chrono::seconds duration) {
    const std::int64_t seconds = duration.count();
    return fmt::format("{:02}:{:02}:{:02}", seconds / 3600, seconds / 60 % 60, seconds % 60);
}

std::string rate_text(double per_second) {
    if (per_second < 99.95) {
        return fmt::format("{:.1f}/s", per_second);
    }
    return count_text(static_cast<std::uint64_t>(std::llround(per_second))) + "/s";
}

std::string rate_text(const RateLimit& rate) {
    const bool is_whole = rate.limit == std::floor(rate.limit);
    const std::string limit = is_whole ? count_text(static_cast<std::uint64_t>(rate.limit))
                                       : fmt::format("{:.6g}", rate.limit);
    return rate.per == std::chrono::seconds{1} ? limit + "/s"
                                               : limit + " in " + duration_text(rate.per);
}

std::string utc_text(std::int64_t unix_ms) {
    const std::int64_t ms = (unix_ms % 1000 + 1000) % 1000;
    return time_text("%Y-%m-%dT%H:%M:%S", unix_ms) + fmt::format(".{:03}Z", ms);
}

std::string utc_minute_text(std::int64_t unix_ms) {
    return time_text("%Y-%m-%d %H:%M", unix_ms);
}

void append_json_quoted(std::string& out, std::string_view text) {
    out.push_back('"');
    for_sequences(text, [&out](std::string_view sequence) {
        if (sequence.size() == 1) {
            append_escaped(out, sequence[0]);
        } else {
            out.append(sequence.empty() ? replacement : sequence);
        }
    });
    out.push_back('"');
}

std::string printable(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for_sequences(text, [&out](std::string_view sequence) {
        const bool control =
            sequence.size() == 1 &&
            (static_cast<unsigned char>(sequence[0]) < 0x20 || sequence[0] == 0x7F);
        if (control || is_upper_control(sequence)) {
            out.push_back(' ');
        } else {
            out.append(sequence.empty() ? replacement : sequence);
        }
    });
    return out;
}

std::size_t display_width(std::string_view text) {
    std::size_t width = 0;
    for (const char c : text) {
        width += is_continuation(c) ? 0 : 1;
    }
    return width;
}

std::string cut_to_width(std::string_view text, std::size_t columns) {
    if (display_width(text) <= columns) {
        return std::string{text};
    }
    if (columns == 0) {
        return {};
    }
    std::size_t end = 0;
    for (std::size_t width = 0; end < text.size(); ++end) {
        width += is_continuation(text[end]) ? 0 : 1;
        if (width == columns) {
            break;
        }
    }
    return std::string{text.substr(0, end)}.append(ellipsis);
}

}  // namespace host
