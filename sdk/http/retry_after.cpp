// Retry-After (RFC 9110, 10.2.3) and the three date forms of HTTP (RFC 9110, 5.6.7):
//
//     120
//     Sun, 06 Nov 1994 08:49:37 GMT       IMF-fixdate
//     Sunday, 06-Nov-94 08:49:37 GMT      RFC 850, obsolete
//     Sun Nov  6 08:49:37 1994            asctime, obsolete
#include <sluice/http/message.hpp>

#include <algorithm>
#include <array>

namespace sluice::http {

namespace {

using std::chrono::milliseconds;
using std::chrono::sys_seconds;
using Clock = std::chrono::system_clock;

// Takes from the front of a text; once something does not fit, ok() stays false.
class Scanner {
public:
    explicit Scanner(std::string_view text) : rest_{text} {}

    bool ok() const { return ok_; }
    bool at_end() const { return ok_ && rest_.empty(); }

    Scanner& literal(std::string_view expected) {
        ok_ = ok_ && rest_.starts_with(expected);
        rest_.remove_prefix(ok_ ? expected.size() : 0);
        return *this;
    }

    // Exactly `width` digits; a leading space counts as 0 where asctime pads with one.
    int number(std::size_t width) {
        int value = 0;
        ok_ = ok_ && rest_.size() >= width;
        for (std::size_t i = 0; ok_ && i < width; ++i) {
            const char c = i == 0 && width == 2 && rest_[0] == ' ' ? '0' : rest_[i];
            ok_ = c >= '0' && c <= '9';
            value = value * 10 + (c - '0');
        }
        rest_.remove_prefix(ok_ ? width : 0);
        return value;
    }

    // The 1-based place of the name among `names`, 0 if none starts here.
    template <std::size_t n>
    unsigned name(const std::array<std::string_view, n>& names) {
        const auto at = std::find_if(names.begin(), names.end(), [this](std::string_view name) {
            return rest_.starts_with(name);
        });
        ok_ = ok_ && at != names.end();
        if (!ok_) {
            return 0;
        }
        rest_.remove_prefix(at->size());
        return static_cast<unsigned>(at - names.begin()) + 1;
    }

private:
    std::string_view rest_;
    bool ok_ = true;
};

constexpr std::array<std::string_view, 7> long_days{
    "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"};
constexpr std::array<std::string_view, 7> short_days{
    "Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
constexpr std::array<std::string_view, 12> months{
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct DateParts {
    int year = 0;
    unsigned month = 0;
    int day = 0;
    int hour = 0;
    int minute = 0;
    int second = 0;
};

std::optional<sys_seconds> moment(const DateParts& parts) {
    namespace chrono = std::chrono;
    const chrono::year_month_day date{
        chrono::year{parts.year},
        chrono::month{parts.month},
        chrono::day{static_cast<unsigned>(parts.day)}};
    // 60 is a leap second (RFC 9110, 5.6.7).
    if (!date.ok() || parts.hour > 23 || parts.minute > 59 || parts.second > 60) {
        return std::nullopt;
    }
    return chrono::sys_days{date} + chrono::hours{parts.hour} + chrono::minutes{parts.minute} +
           chrono::seconds{parts.second};
}

void time_of_day(Scanner& scanner, DateParts& parts) {
    parts.hour = scanner.number(2);
    parts.minute = scanner.literal(":").number(2);
    parts.second = scanner.literal(":").number(2);
}

std::optional<sys_seconds> imf_fixdate(Scanner scanner) {
    DateParts parts;
    scanner.name(short_days);
    parts.day = scanner.literal(", ").number(2);
    parts.month = scanner.literal(" ").name(months);
    parts.year = scanner.literal(" ").number(4);
    scanner.literal(" ");
    time_of_day(scanner, parts);
    scanner.literal(" GMT");
    return scanner.at_end() ? moment(parts) : std::nullopt;
}

// A year of two digits that seems more than 50 years ahead lies in the past (RFC 9110, 5.6.7).
int four_digit_year(int two_digits, Clock::time_point now) {
    const std::chrono::year_month_day today{std::chrono::floor<std::chrono::days>(now)};
    const int this_year = static_cast<int>(today.year());
    const int year = this_year - this_year % 100 + two_digits;
    return year > this_year + 50 ? year - 100 : year;
}

std::optional<sys_seconds> rfc850_date(Scanner scanner, Clock::time_point now) {
    DateParts parts;
    scanner.name(long_days);
    parts.day = scanner.literal(", ").number(2);
    parts.month = scanner.literal("-").name(months);
    parts.year = four_digit_year(scanner.literal("-").number(2), now);
    scanner.literal(" ");
    time_of_day(scanner, parts);
    scanner.literal(" GMT");
    return scanner.at_end() ? moment(parts) : std::nullopt;
}

std::optional<sys_seconds> asctime_date(Scanner scanner) {
    DateParts parts;
    scanner.name(short_days);
    parts.month = scanner.literal(" ").name(months);
    parts.day = scanner.literal(" ").number(2);
    scanner.literal(" ");
    time_of_day(scanner, parts);
    parts.year = scanner.literal(" ").number(4);
    return scanner.at_end() ? moment(parts) : std::nullopt;
}

std::optional<sys_seconds> http_date(std::string_view text, Clock::time_point now) {
    auto date = imf_fixdate(Scanner{text});
    if (!date) {
        date = rfc850_date(Scanner{text}, now);
    }
    return date ? date : asctime_date(Scanner{text});
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) {
        return {};
    }
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

// `digits` holds digits only, as many as the sender liked.
milliseconds seconds_up_to(milliseconds cap, std::string_view digits) {
    milliseconds delay{0};
    for (const char digit : digits) {
        delay = delay * 10 + std::chrono::seconds{digit - '0'};
        if (delay >= cap) {
            return cap;
        }
    }
    return delay;
}

}  // namespace

std::optional<milliseconds>
retry_delay(std::string_view retry_after, Clock::time_point now, milliseconds cap) {
    const std::string_view text = trimmed(retry_after);
    if (text.empty()) {
        return std::nullopt;
    }
    if (text.find_first_not_of("0123456789") == std::string_view::npos) {
        return seconds_up_to(cap, text);
    }
    const auto date = http_date(text, now);
    if (!date) {
        return std::nullopt;
    }
    // Compared in whole seconds: the clock's own unit would overflow for the year 9999.
    const auto ahead = *date - std::chrono::floor<std::chrono::seconds>(now);
    if (ahead >= std::chrono::ceil<std::chrono::seconds>(cap)) {
        return cap;
    }
    const milliseconds delay = *date - std::chrono::floor<milliseconds>(now);
    return std::clamp(delay, milliseconds{0}, cap);
}

}  // namespace sluice::http
