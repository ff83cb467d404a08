#include "host/conform/harness/kit_context.hpp"

#include <sluice/text.hpp>

#include <algorithm>
#include <chrono>
#include <cstring>

namespace host {
namespace {

constexpr std::size_t max_log_lines = 100'000;

std::uint64_t nanoseconds(std::chrono::nanoseconds since_epoch) {
    return static_cast<std::uint64_t>(since_epoch.count());
}

}  // namespace

// The functions of the host table, as the plugin calls them.
struct KitContext::Services {
    static KitContext& of(sluice_ctx* handle) { return *reinterpret_cast<KitContext*>(handle); }

    static void complete(sluice_ctx* handle, const sluice_result* results, std::size_t count) {
        if (!of(handle).is_alive("complete")) {
            return;
        }
        for (std::size_t i = 0; i < count; ++i) {
            of(handle).take(results[i]);
        }
    }

    static void report(sluice_ctx* handle, const sluice_issue* issue) {
        if (of(handle).is_alive("report")) {
            of(handle).take_issue(issue);
        }
    }

    static std::int32_t log_enabled(sluice_ctx* handle, std::uint32_t) {
        return of(handle).is_alive("log_enabled") ? 1 : 0;  // every line is evidence
    }

    static void
    log(sluice_ctx* handle,
        std::uint32_t level,
        sluice_str message,
        const sluice_str* pairs,
        std::size_t count) {
        KitContext& self = of(handle);
        if (!self.is_alive("log")) {
            return;
        }
        std::string line{sluice::to_view(message)};
        for (std::size_t i = 0; i < count; ++i) {
            line.append(i % 2 == 0 ? " " : "=").append(sluice::to_view(pairs[i]));
        }
        const std::lock_guard lock{self.mutex_};
        if (level > SLUICE_LOG_ERROR || count % 2 != 0) {
            self.misuse(
                Misuse::bad_log,
                "log() with level " + std::to_string(level) + " and " + std::to_string(count) +
                    " keys and values"
            );
        }
        if (self.log_.size() < max_log_lines) {
            self.log_.push_back(std::move(line));
        }
    }

    static std::uint32_t
    metric(sluice_ctx* handle, std::uint32_t, sluice_str name, sluice_str, sluice_str help) {
        KitContext& self = of(handle);
        if (!self.is_alive("metric")) {
            return 0;
        }
        const std::string text =
            std::string{sluice::to_view(name)} + ' ' + std::string{sluice::to_view(help)};
        const std::lock_guard lock{self.mutex_};
        const auto known = std::find(self.metrics_.begin(), self.metrics_.end(), text);
        if (known == self.metrics_.end()) {
            self.metrics_.push_back(text);
            return static_cast<std::uint32_t>(self.metrics_.size());
        }
        return static_cast<std::uint32_t>(known - self.metrics_.begin()) + 1;
    }

    static void metric_add(sluice_ctx* handle, std::uint32_t, double) {
        of(handle).is_alive("metric_add");
    }

    static sluice_rc secret(
        sluice_ctx* handle, sluice_str name, char* buffer, std::size_t capacity, std::size_t* length
    ) {
        KitContext& self = of(handle);
        if (!self.is_alive("secret")) {
            return SLUICE_E_NOT_FOUND;
        }
        const std::lock_guard lock{self.mutex_};
        ++self.secrets_asked_;
        const auto known = self.secrets_.find(std::string{sluice::to_view(name)});
        if (known == self.secrets_.end()) {
            return SLUICE_E_NOT_FOUND;
        }
        *length = known->second.size();
        if (known->second.size() > capacity) {
            return SLUICE_E_TOO_SMALL;
        }
        std::memcpy(buffer, known->second.data(), known->second.size());
        return SLUICE_OK;
    }

    static std::uint64_t mono_ns(sluice_ctx* handle) {
        of(handle).is_alive("mono_ns");
        return nanoseconds(std::chrono::steady_clock::now().time_since_epoch());
    }

    static std::uint64_t unix_ns(sluice_ctx* handle) {
        of(handle).is_alive("unix_ns");
        return nanoseconds(std::chrono::system_clock::now().time_since_epoch());
    }

    static const void* extension(sluice_ctx* handle, const char*) {
        of(handle).is_alive("extension");
        return nullptr;
    }
};

sluice_host KitContext::table() {
    constexpr std::string_view name = "sluice-conform";
    constexpr std::string_view version = SLUICE_VERSION;
    return {
        .struct_size = sizeof(sluice_host),
        .abi_minor = SLUICE_ABI_MINOR,
        .name = sluice::to_str(name),
        .version = sluice::to_str(version),
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
}

}  // namespace host
