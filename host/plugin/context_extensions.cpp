// The functions of a Context that a plugin's extensions call: sluice.verify/1 and sluice.trace/1.
#include "host/plugin/context.hpp"

#include <sluice/text.hpp>

#include <algorithm>
#include <utility>

namespace host {
namespace {

constexpr std::size_t max_text_bytes = 512;    // of an answer's texts, as of a verdict's
constexpr std::size_t max_found_bytes = 4096;  // of one value that was found
constexpr std::size_t max_attributes = 4096;   // of one answer
// Waiting: a host asks about fewer, so what is beyond is invented.
constexpr std::size_t max_answers = 100'000;
constexpr std::size_t max_told = 64;
constexpr std::size_t max_told_bytes = 64 << 10;

std::string copy(sluice_str text, std::size_t most) {
    return std::string{sluice::to_view(text).substr(0, most)};
}

sluice::Known known_of(std::uint32_t known) {
    return known <= SLUICE_KNOWN_NO ? static_cast<sluice::Known>(known) : sluice::Known::untold;
}

bool is_state(std::uint32_t state) {
    return state >= SLUICE_ATTR_SAME && state <= SLUICE_ATTR_ABSENT;
}

ToldAnswer to_answer(const sluice_answer& told) {
    ToldAnswer answer;
    answer.token = told.token;
    answer.answer.known = known_of(told.known);
    answer.answer.reason = told.reason <= SLUICE_WHY_INTERNAL
                               ? static_cast<sluice::Reason>(told.reason)
                               : sluice::Reason::internal;
    answer.answer.vendor_code = told.vendor_code;
    answer.answer.requests = told.requests;
    answer.answer.code = copy(told.code, max_text_bytes);
    answer.answer.message = copy(told.message, max_text_bytes);
    const std::size_t count =
        told.attributes == nullptr ? 0 : std::min(told.n_attributes, max_attributes);
    for (std::size_t i = 0; i < count; ++i) {
        const sluice_attribute& each = told.attributes[i];
        if (is_state(each.state)) {
            answer.answer.attributes.push_back(
                {.field = each.field,
                 .member = copy(each.member, max_text_bytes),
                 .state = static_cast<sluice::AttributeState>(each.state),
                 .found = copy(each.found, max_found_bytes)}
            );
        }
    }
    return answer;
}

}  // namespace

struct Context::Extensions {
    static Context& of(sluice_ctx* handle) { return *reinterpret_cast<Context*>(handle); }

    static void answer(sluice_ctx* handle, const sluice_answer* answers, std::size_t count) {
        Context& self = of(handle);
        for (std::size_t i = 0; i < count; ++i) {
            ToldAnswer told = to_answer(answers[i]);
            const std::lock_guard lock{self.mutex_};
            if (self.answers_.size() < max_answers) {
                self.answers_.push_back(std::move(told));
            }
        }
        self.bell_.ring();
    }

    static void tell(sluice_ctx* handle, sluice_str /*id*/, std::uint32_t what, sluice_str text) {
        Context& self = of(handle);
        const std::lock_guard lock{self.mutex_};
        if (self.told_.size() < max_told) {
            self.told_.push_back({static_cast<sluice::Traced>(what), copy(text, max_told_bytes)});
        }
    }
};

const sluice_verify_host& Context::verify_table() {
    static constexpr sluice_verify_host services{
        .struct_size = sizeof(sluice_verify_host),
        .reserved0 = 0,
        .answer = Extensions::answer,
    };
    return services;
}

const sluice_trace_host& Context::trace_table() {
    static constexpr sluice_trace_host services{
        .struct_size = sizeof(sluice_trace_host),
        .reserved0 = 0,
        .tell = Extensions::tell,
    };
    return services;
}

void Context::take_answers(std::vector<ToldAnswer>& into) {
    into.clear();
    const std::lock_guard lock{mutex_};
    into.swap(answers_);
}

std::vector<ToldText> Context::take_told() {
    const std::lock_guard lock{mutex_};
    return std::exchange(told_, {});
}

}  // namespace host
