#include "host/isolation/runner_port.hpp"

#include "host/frame/frame_writer.hpp"

#include <sluice/text.hpp>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <sys/socket.h>
#include <unistd.h>

namespace host {
namespace {

constexpr std::size_t most_deferred_bytes = 256 << 10;
constexpr std::size_t most_metric_names = 256;  // as Context has it
constexpr std::size_t most_pairs = 64;
// Nobody's token: the host counts such a verdict as misbehaviour.
constexpr std::uint64_t no_token = UINT64_MAX;
constexpr auto longest_secret = std::chrono::seconds{10};

std::string_view cut(sluice_str text) {
    return sluice::to_view(text).substr(0, most_other_text);
}

template <class Clock>
std::uint64_t nanoseconds() {
    const auto since = Clock::now().time_since_epoch();
    return static_cast<std::uint64_t>(std::chrono::nanoseconds{since}.count());
}

void send_all(int socket, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent < 0) {  // the host is gone, and with it the reason to be
            _exit(0);
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

}  // namespace

struct RunnerPort::Services {
    static RunnerPort& of(sluice_ctx* handle) { return *reinterpret_cast<RunnerPort*>(handle); }

    static void complete(sluice_ctx* handle, const sluice_result* results, std::size_t count) {
        RunnerPort& self = of(handle);
        const std::lock_guard lock{self.mutex_};
        for (std::size_t i = 0; i < count; ++i) {
            sluice_result result = results[i];
            result.token = self.batches_.answer(result.token).value_or(no_token);
            self.results_.add(result);
            if (self.results_.is_full()) {
                self.flush_locked();
            }
        }
        if (self.deferring_.load(std::memory_order_relaxed) != std::this_thread::get_id()) {
            self.flush_locked();
        }
    }

    static void report(sluice_ctx* handle, const sluice_issue* issue) {
        RunnerPort& self = of(handle);
        const std::lock_guard lock{self.mutex_};
        FrameWriter frame{self.unsent_, FrameKind::issue};
        frame.number(issue->severity).text(cut(issue->path)).text(cut(issue->code));
        frame.text(cut(issue->message)).end();
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
        RunnerPort& self = of(handle);
        if (level < self.log_level_) {
            return;
        }
        const std::lock_guard lock{self.mutex_};
        FrameWriter frame{self.unsent_, FrameKind::log};
        const std::size_t kept = std::min(count, 2 * most_pairs);
        frame.number(level).text(cut(message)).number(kept);
        for (std::size_t i = 0; i < kept; ++i) {
            frame.text(cut(pairs[i]));
        }
        frame.end();
        self.flush_locked();
    }

    static std::uint32_t metric(
        sluice_ctx* handle, std::uint32_t kind, sluice_str name, sluice_str unit, sluice_str help
    ) {
        RunnerPort& self = of(handle);
        const std::lock_guard lock{self.mutex_};
        auto& names = self.metric_names_;
        const auto known = std::find(names.begin(), names.end(), cut(name));
        if (known != names.end()) {
            return static_cast<std::uint32_t>(known - names.begin()) + 1;
        }
        if (names.size() >= most_metric_names || kind > SLUICE_M_HISTOGRAM) {
            return 0;
        }
        names.emplace_back(cut(name));
        FrameWriter frame{self.unsent_, FrameKind::metric};
        frame.number(kind).text(cut(name)).text(cut(unit)).text(cut(help)).end();
        return static_cast<std::uint32_t>(names.size());
    }

    // Goes out with the next verdict or pong.
    static void metric_add(sluice_ctx* handle, std::uint32_t number, double value) {
        RunnerPort& self = of(handle);
        const std::lock_guard lock{self.mutex_};
        if (number == 0 || number > self.metric_names_.size()) {
            return;
        }
        FrameWriter{self.unsent_, FrameKind::metric_add}.number(number).real(value).end();
        if (self.unsent_.size() > most_deferred_bytes) {
            self.flush_locked();
        }
    }

    static sluice_rc secret(
        sluice_ctx* handle, sluice_str name, char* buffer, std::size_t capacity, std::size_t* length
    ) {
        RunnerPort& self = of(handle);
        std::unique_lock lock{self.secrets_mutex_};
        const std::uint64_t request = ++self.secret_requests_;
        {
            const std::lock_guard sending{self.mutex_};
            FrameWriter{self.unsent_, FrameKind::secret}.number(request).text(cut(name)).end();
            self.flush_locked();
        }
        const bool came = self.secret_came_.wait_for(lock, longest_secret, [&] {
            return self.secrets_.contains(request);
        });
        if (!came) {
            return SLUICE_E_UNAVAILABLE;
        }
        Secret secret = std::move(self.secrets_.extract(request).mapped());
        if (secret.rc != SLUICE_OK) {
            return secret.rc;
        }
        *length = secret.value.size();
        const bool fits = secret.value.size() <= capacity;
        if (fits) {
            std::memcpy(buffer, secret.value.data(), secret.value.size());
        }
        explicit_bzero(secret.value.data(), secret.value.size());
        return fits ? SLUICE_OK : SLUICE_E_TOO_SMALL;
    }

    static std::uint64_t mono_ns(sluice_ctx* /*handle*/) {
        return nanoseconds<std::chrono::steady_clock>();
    }
    static std::uint64_t unix_ns(sluice_ctx* /*handle*/) {
        return nanoseconds<std::chrono::system_clock>();
    }
    static const void* extension(sluice_ctx* /*handle*/, const char* /*id*/) { return nullptr; }
};

const sluice_host& RunnerPort::table() {
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

// Verdicts first: whatever the rest says, they were given before it.
void RunnerPort::flush_locked() {
    send_all(socket_, results_.frame());
    results_.clear();
    send_all(socket_, unsent_);
    unsent_.clear();
}

void RunnerPort::last_words() {
    if (!mutex_.try_lock()) {
        return;
    }
    const struct {
        FrameHeader header{
            sizeof(std::uint64_t), static_cast<std::uint32_t>(FrameKind::last_batch)};
        std::uint64_t id = 0;
    } batch{.id = last_batch_};
    send(socket_, &batch, sizeof batch, MSG_DONTWAIT | MSG_NOSIGNAL);
    const std::string_view verdicts = results_.frame();
    const ssize_t sent =
        send(socket_, verdicts.data(), verdicts.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    if (sent == static_cast<ssize_t>(verdicts.size())) {
        send(socket_, unsent_.data(), unsent_.size(), MSG_DONTWAIT | MSG_NOSIGNAL);
    }
    // Never unlocked: nothing is to follow.
}

void RunnerPort::flush() {
    const std::lock_guard lock{mutex_};
    flush_locked();
}

void RunnerPort::loaded(std::string_view problem, std::uint32_t plugin_flags) {
    const std::lock_guard lock{mutex_};
    FrameWriter frame{unsent_, FrameKind::loaded};
    frame.text(frame_dialect()).text(problem).number(plugin_flags).end();
    flush_locked();
}

void RunnerPort::answer(FrameKind call, sluice_rc rc, const sluice_limits& limits) {
    const std::lock_guard lock{mutex_};
    FrameWriter frame{unsent_, FrameKind::answer};
    frame.number(static_cast<std::uint32_t>(call)).number(static_cast<std::uint32_t>(rc));
    frame.number(limits.max_batch_records).number(limits.max_in_flight);
    frame.number(limits.max_batch_bytes).end();
    flush_locked();
}

void RunnerPort::refused(const std::vector<std::uint64_t>& tokens) {
    const std::lock_guard lock{mutex_};
    FrameWriter frame{unsent_, FrameKind::refused};
    frame.number(tokens.size());
    for (const std::uint64_t token : tokens) {
        frame.number(token);
    }
    frame.end();
    flush_locked();
}

void RunnerPort::pong(std::uint64_t calls, FrameKind call) {
    const std::lock_guard lock{mutex_};
    FrameWriter frame{unsent_, FrameKind::pong};
    frame.number(calls).number(static_cast<std::uint32_t>(call)).end();
    flush_locked();
}

void RunnerPort::take_secret(std::uint64_t request, sluice_rc rc, std::string_view value) {
    const std::lock_guard lock{secrets_mutex_};
    secrets_[request] = {rc, std::string{value}};
    secret_came_.notify_all();
}

}  // namespace host
