// A host for unit tests of plugins: gathers verdicts, findings, log lines and metrics, and gives
// out secrets. Any thread.
#pragma once

#include <sluice/host.hpp>
#include <sluice/outcome.hpp>

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <vector>

namespace test {

struct Issue {
    std::uint32_t severity = 0;
    std::string path;
    std::string code;
    std::string message;
};

struct Result {
    std::uint64_t token = 0;
    sluice::Verdict verdict{};
    bool maybe_delivered = false;
    bool whole_destination = false;
    std::int32_t vendor_code = 0;
    std::chrono::milliseconds retry_after{0};
    std::string code;
    std::string message;
    std::string member;
    std::int32_t field = 0;
    std::uint32_t requests = 0;
};

class TestHost {
public:
    TestHost();
    TestHost(const TestHost&) = delete;
    TestHost& operator=(const TestHost&) = delete;

    const sluice_host* table() const { return &table_; }
    sluice_ctx* context() { return reinterpret_cast<sluice_ctx*>(this); }
    sluice::Host host() { return sluice::Host{&table_, context()}; }

    void set_secret(const std::string& name, const std::string& value);
    std::size_t secrets_asked() const { return secrets_asked_; }
    void set_unix_time(std::chrono::nanoseconds time) { unix_time_ = time.count(); }

    // Waits for the verdicts on so many records, and gives all there are.
    std::vector<Result> wait_for(std::size_t results);
    std::vector<Issue> issues();
    // Whether a finding of that code stands at that path.
    bool has_issue(const std::string& path, const std::string& code);
    // All lines with their pairs, as one text.
    std::string log();
    double metric(const std::string& name);

private:
    static TestHost& of(sluice_ctx* context) { return *reinterpret_cast<TestHost*>(context); }
    static void complete(sluice_ctx* context, const sluice_result* results, std::size_t count);
    static void report(sluice_ctx* context, const sluice_issue* issue);
    static void write(
        sluice_ctx* context, std::uint32_t, sluice_str text, const sluice_str* pairs, std::size_t n
    );
    static std::uint32_t register_metric(
        sluice_ctx* context, std::uint32_t kind, sluice_str name, sluice_str, sluice_str
    );
    static void add(sluice_ctx* context, std::uint32_t metric, double value);
    static sluice_rc secret(
        sluice_ctx* context, sluice_str name, char* buffer, std::size_t size, std::size_t* length
    );

    struct Metric {
        std::string name;
        bool is_gauge = false;
        double value = 0;
    };

    sluice_host table_{};
    std::mutex mutex_;  // guards all below but the atomics
    std::condition_variable changed_;
    std::vector<Result> results_;
    std::vector<Issue> issues_;
    std::string log_;
    std::vector<Metric> metrics_;
    std::map<std::string, std::string> secrets_;
    std::atomic<std::size_t> secrets_asked_{0};
    std::atomic<std::int64_t> unix_time_{1'787'133'600'000'000'000};
};

inline TestHost::TestHost() {
    table_.struct_size = sizeof table_;
    table_.complete = complete;
    table_.report = report;
    table_.log_enabled = [](sluice_ctx*, std::uint32_t) { return 1; };
    table_.log = write;
    table_.metric = register_metric;
    table_.metric_add = add;
    table_.secret = secret;
    table_.mono_ns = [](sluice_ctx*) -> std::uint64_t { return 1; };
    table_.unix_ns = [](sluice_ctx* context) {
        return static_cast<std::uint64_t>(of(context).unix_time_.load());
    };
    table_.extension = [](sluice_ctx*, const char*) -> const void* { return nullptr; };
}

inline void TestHost::set_secret(const std::string& name, const std::string& value) {
    const std::lock_guard lock{mutex_};
    secrets_[name] = value;
}

inline std::vector<Result> TestHost::wait_for(std::size_t results) {
    std::unique_lock lock{mutex_};
    changed_.wait_for(lock, std::chrono::seconds{60}, [&] { return results_.size() >= results; });
    return results_;
}

inline std::vector<Issue> TestHost::issues() {
    const std::lock_guard lock{mutex_};
    return issues_;
}

inline bool TestHost::has_issue(const std::string& path, const std::string& code) {
    for (const Issue& issue : issues()) {
        if (issue.path == path && issue.code == code) {
            return true;
        }
    }
    return false;
}

inline std::string TestHost::log() {
    const std::lock_guard lock{mutex_};
    return log_;
}

inline double TestHost::metric(const std::string& name) {
    const std::lock_guard lock{mutex_};
    for (const Metric& metric : metrics_) {
        if (metric.name == name) {
            return metric.value;
        }
    }
    return -1;
}

inline void
TestHost::complete(sluice_ctx* context, const sluice_result* results, std::size_t count) {
    TestHost& self = of(context);
    const std::lock_guard lock{self.mutex_};
    for (std::size_t i = 0; i < count; ++i) {
        const sluice_result& result = results[i];
        self.results_.push_back(
            {.token = result.token,
             .verdict = static_cast<sluice::Verdict>(result.status),
             .maybe_delivered = (result.flags & SLUICE_R_MAYBE_DELIVERED) != 0,
             .whole_destination = (result.flags & SLUICE_R_WHOLE_DESTINATION) != 0,
             .vendor_code = result.vendor_code,
             .retry_after = std::chrono::milliseconds{result.retry_after_ms},
             .code = std::string{sluice::to_view(result.code)},
             .message = std::string{sluice::to_view(result.message)},
             .member = std::string{sluice::to_view(result.member)},
             .field = result.field,
             .requests = result.requests}
        );
    }
    self.changed_.notify_all();
}

inline void TestHost::report(sluice_ctx* context, const sluice_issue* issue) {
    TestHost& self = of(context);
    const std::lock_guard lock{self.mutex_};
    self.issues_.push_back(
        {issue->severity,
         std::string{sluice::to_view(issue->path)},
         std::string{sluice::to_view(issue->code)},
         std::string{sluice::to_view(issue->message)}}
    );
}

inline void TestHost::write(
    sluice_ctx* context, std::uint32_t, sluice_str text, const sluice_str* pairs, std::size_t n
) {
    TestHost& self = of(context);
    const std::lock_guard lock{self.mutex_};
    self.log_ += sluice::to_view(text);
    for (std::size_t i = 0; i < n; ++i) {
        self.log_ += ' ';
        self.log_ += sluice::to_view(pairs[i]);
    }
    self.log_ += '\n';
}

inline std::uint32_t TestHost::register_metric(
    sluice_ctx* context, std::uint32_t kind, sluice_str name, sluice_str, sluice_str
) {
    TestHost& self = of(context);
    const std::lock_guard lock{self.mutex_};
    self.metrics_.push_back(
        {.name = std::string{sluice::to_view(name)}, .is_gauge = kind == SLUICE_M_GAUGE, .value = 0}
    );
    return static_cast<std::uint32_t>(self.metrics_.size());
}

inline void TestHost::add(sluice_ctx* context, std::uint32_t metric, double value) {
    TestHost& self = of(context);
    const std::lock_guard lock{self.mutex_};
    Metric& found = self.metrics_.at(metric - 1);
    found.value = found.is_gauge ? value : found.value + value;
}

inline sluice_rc TestHost::secret(
    sluice_ctx* context, sluice_str name, char* buffer, std::size_t size, std::size_t* length
) {
    TestHost& self = of(context);
    ++self.secrets_asked_;
    const std::lock_guard lock{self.mutex_};
    const auto found = self.secrets_.find(std::string{sluice::to_view(name)});
    if (found == self.secrets_.end()) {
        return SLUICE_E_NOT_FOUND;
    }
    *length = found->second.size();
    if (found->second.size() > size) {
        return SLUICE_E_TOO_SMALL;
    }
    found->second.copy(buffer, size);
    return SLUICE_OK;
}

}  // namespace test
