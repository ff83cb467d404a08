#include "host/plugin/context.hpp"

#include <sluice/text.hpp>

#include <algorithm>
#include <chrono>
#include <cstring>

namespace host {
namespace {

constexpr std::size_t max_text_bytes =
    512;  // of a result's message, code and member: destination.h
constexpr std::size_t max_log_lines = 1024;  // waiting; more are counted and dropped
constexpr std::size_t max_log_bytes = 4096;  // of one text in a log line
constexpr std::size_t max_issues = 1000;     // of one call
constexpr std::size_t max_metrics = 256;     // of one instance

std::string copy(sluice_str text, std::size_t most) {
    return std::string{sluice::to_view(text).substr(0, most)};
}

// Retry-After is the far side's word, capped at 1 h (host.md 2).
constexpr std::uint64_t max_retry_after_ms = 3'600'000;

Completion to_completion(const sluice_result& result) {
    Completion completion;
    completion.token = result.token;
    sluice::Outcome& outcome = completion.outcome;
    outcome.verdict = static_cast<sluice::Verdict>(result.status);
    outcome.reason = result.reason <= SLUICE_WHY_INTERNAL
                         ? static_cast<sluice::Reason>(result.reason)
                         : sluice::Reason::internal;
    outcome.maybe_delivered = (result.flags & SLUICE_R_MAYBE_DELIVERED) != 0;
    outcome.whole_destination = (result.flags & SLUICE_R_WHOLE_DESTINATION) != 0;
    outcome.vendor_code = result.vendor_code;
    outcome.field = result.field;
    outcome.requests = result.requests;
    outcome.retry_after =
        std::chrono::milliseconds{std::min(result.retry_after_ms, max_retry_after_ms)};
    if (result.code.len != 0 || result.message.len != 0 || result.member.len != 0) {
        outcome.code = copy(result.code, max_text_bytes);
        outcome.message = copy(result.message, max_text_bytes);
        outcome.member = copy(result.member, max_text_bytes);
    }
    return completion;
}

std::uint64_t nanoseconds(std::chrono::nanoseconds since_epoch) {
    return static_cast<std::uint64_t>(since_epoch.count());
}

}  // namespace

// The functions of the table: each finds its Context and does one thing. They run on the plugin's
// threads.
struct Context::Services {
    static Context& of(sluice_ctx* handle) { return *reinterpret_cast<Context*>(handle); }

    static void complete(sluice_ctx* handle, const sluice_result* results, std::size_t count) {
        Context& self = of(handle);
        bool was_empty = false;
        {
            const std::lock_guard lock{self.completions_mutex_};
            was_empty = self.completions_.empty();
            for (std::size_t i = 0; i < count; ++i) {
                self.completions_.push_back(to_completion(results[i]));
            }
        }
        if (was_empty) {
            self.bell_.ring();
        }
    }

    static void report(sluice_ctx* handle, const sluice_issue* issue) {
        Context& self = of(handle);
        const std::lock_guard lock{self.mutex_};
        if (self.issues_.size() < max_issues) {
            self.issues_.push_back(
                {issue->severity,
                 copy(issue->path, max_log_bytes),
                 copy(issue->code, max_text_bytes),
                 copy(issue->message, max_log_bytes)}
            );
        }
    }

    static std::int32_t log_enabled(sluice_ctx* handle, std::uint32_t level) {
        return level >= of(handle).log_level_ ? 1 : 0;
    }

    static void
    log(sluice_ctx* handle,
        std::uint32_t level,
        sluice_str message,
        const sluice_str* pairs,
        std::size_t count) {
        Context& self = of(handle);
        if (level < self.log_level_) {
            return;
        }
        PluginLogLine line{level, copy(message, max_log_bytes), {}};
        for (std::size_t i = 0; i + 1 < count; i += 2) {
            line.fields.emplace_back(
                copy(pairs[i], max_text_bytes), copy(pairs[i + 1], max_log_bytes)
            );
        }
        const std::lock_guard lock{self.mutex_};
        if (self.log_.size() >= max_log_lines) {
            ++self.log_dropped_;
            return;
        }
        self.log_.push_back(std::move(line));
        if (self.log_.size() == 1) {
            self.bell_.ring();
        }
    }

    static std::uint32_t metric(
        sluice_ctx* handle,
        std::uint32_t kind,
        sluice_str name,
        sluice_str /*unit*/,
        sluice_str help
    ) {
        Context& self = of(handle);
        const std::lock_guard lock{self.mutex_};
        std::string key = copy(name, max_text_bytes);
        const auto known = std::find(self.metric_names_.begin(), self.metric_names_.end(), key);
        if (known != self.metric_names_.end()) {
            return static_cast<std::uint32_t>(known - self.metric_names_.begin()) + 1;
        }
        if (self.metric_names_.size() >= max_metrics || kind > SLUICE_M_HISTOGRAM) {
            return 0;
        }
        self.metrics_[key] = PluginMetric{kind, copy(help, max_text_bytes), 0, 0};
        self.metric_names_.push_back(std::move(key));
        return static_cast<std::uint32_t>(self.metric_names_.size());
    }

    static void metric_add(sluice_ctx* handle, std::uint32_t number, double value) {
        Context& self = of(handle);
        const std::lock_guard lock{self.mutex_};
        if (number == 0 || number > self.metric_names_.size()) {
            return;
        }
        PluginMetric& metric = self.metrics_[self.metric_names_[number - 1]];
        metric.value = metric.kind == SLUICE_M_GAUGE ? value : metric.value + value;
        ++metric.observed;
    }

    static sluice_rc secret(
        sluice_ctx* handle, sluice_str name, char* buffer, std::size_t capacity, std::size_t* length
    ) {
        const auto value = of(handle).secrets_.secret(sluice::to_view(name));
        if (!value) {
            return SLUICE_E_NOT_FOUND;
        }
        *length = value->size();
        if (value->size() > capacity) {
            return SLUICE_E_TOO_SMALL;
        }
        std::memcpy(buffer, value->data(), value->size());
        return SLUICE_OK;
    }

    static std::uint64_t mono_ns(sluice_ctx* /*handle*/) {
        return nanoseconds(std::chrono::steady_clock::now().time_since_epoch());
    }
    static std::uint64_t unix_ns(sluice_ctx* /*handle*/) {
        return nanoseconds(std::chrono::system_clock::now().time_since_epoch());
    }
    static const void* extension(sluice_ctx* /*handle*/, const char* /*id*/) { return nullptr; }
};

const sluice_host& Context::table() {
    static constexpr sluice_host services{
        .struct_size = sizeof(sluice_host),
        .abi_minor = SLUICE_ABI_MINOR,
        .name = {"sluice", 6},
        .version = {SLUICE_VERSION, sizeof SLUICE_VERSION - 1},
        .complete = Services::complete,
        .report = Services::report,
        .log_enabled = Services::log_enabled,
        .log = Services::log,
        .metric = Services::metric,
        .metric_add = Services::metric_add,
        .secret = Services::secret,
        .mono_ns = Services::mono_ns,
        .unix_ns = Services::unix_ns,
        .extension = Services::extension,
    };
    return services;
}

void Context::take_completions(std::vector<Completion>& into) {
    into.clear();
    const std::lock_guard lock{completions_mutex_};
    into.swap(completions_);
}

std::vector<PluginIssue> Context::take_issues() {
    const std::lock_guard lock{mutex_};
    return std::exchange(issues_, {});
}

std::vector<PluginLogLine> Context::take_log() {
    const std::lock_guard lock{mutex_};
    return std::exchange(log_, {});
}

std::uint64_t Context::log_lines_dropped() const {
    const std::lock_guard lock{mutex_};
    return log_dropped_;
}

std::map<std::string, PluginMetric> Context::metrics() const {
    const std::lock_guard lock{mutex_};
    return metrics_;
}

}  // namespace host
