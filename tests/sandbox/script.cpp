#include "tests/sandbox/script.hpp"

#include "tests/sandbox/tally.hpp"

#include <array>

namespace sandbox {
namespace {

bool matches(const Match& match, const Subject& subject) {
    if (!subject.path.starts_with(match.path)) {
        return false;
    }
    if (!match.method.empty() && match.method != subject.method) {
        return false;
    }
    const Keys& keys = subject.keys;
    return match.id.empty() || match.id == keys.third_party || match.id == keys.tnt ||
           match.id == keys.ecid || match.id == subject.session;
}

}  // namespace

std::string_view name(Fault fault) {
    constexpr std::array<std::string_view, 5> names{
        "none", "before_reply", "after_read", "half_reply", "hang"};
    return names.at(static_cast<std::size_t>(fault));
}

const Then* Script::decide(const Subject& subject, std::uint64_t refreshes) {
    for (std::size_t index = 0; index < rules_.size(); ++index) {
        if (fires(index, subject, refreshes)) {
            ++rules_[index].used;
            return &rules_[index].then;
        }
    }
    return nullptr;
}

bool Script::fires(std::size_t index, const Subject& subject, std::uint64_t refreshes) {
    Rule& rule = rules_[index];
    if (!matches(rule.match, subject)) {
        return false;
    }
    ++rule.seen;
    const Match& match = rule.match;
    const Then& then = rule.then;
    const bool is_over = (then.times != 0 && rule.used >= then.times) ||
                         (match.first != 0 && rule.seen > match.first) ||
                         rule.refreshes_at_first_use.value_or(refreshes) != refreshes;
    if (is_over || rule.seen % match.every != 0 || !falls(index, subject)) {
        return false;
    }
    if (then.until_token_refreshed && !rule.refreshes_at_first_use) {
        rule.refreshes_at_first_use = refreshes;
    }
    return true;
}

bool Script::falls(std::size_t index, const Subject& subject) {
    Rule& rule = rules_[index];
    if (rule.match.probability >= 1) {
        return true;
    }
    const std::string_view id = main_id(subject.keys);
    const std::uint64_t mark = digest(id.empty() ? subject.session : id, mix(seed_ + index));
    const std::uint64_t draw = mix(mark + rule.attempts[mark]++);
    constexpr double span = 18446744073709551616.0;  // 2^64
    return static_cast<double>(draw) / span < rule.match.probability;
}

bool applies(const Then& then) {
    const bool is_lost_before = then.reset == Fault::after_read || then.reset == Fault::hang ||
                                then.status.value_or(200) >= 300;
    return then.apply.value_or(!is_lost_before);
}

std::optional<Response> scripted_reply(const Then& then, Moment now) {
    if (!then.status) {
        return std::nullopt;
    }
    Response response;
    response.status = *then.status;
    response.type = then.type;
    response.body = then.body;
    response.headers = then.headers;
    if (then.retry_after) {
        response.headers += "Retry-After: " + std::to_string(then.retry_after->count()) + "\r\n";
    }
    if (then.retry_after_date) {
        response.headers += "Retry-After: " + http_date(now + *then.retry_after_date) + "\r\n";
    }
    return response;
}

}  // namespace sandbox
