// The host's side of one plugin instance: what sluice_host's functions do. Written on any thread,
// emptied on the host's.
#pragma once

#include "host/plugin/bell.hpp"
#include "host/plugin/told.hpp"
#include "host/record/secret_source.hpp"

#include <sluice/destination.h>
#include <sluice/outcome.hpp>
#include <sluice/trace.h>
#include <sluice/verify.h>

#include <cstddef>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace host {

// A verdict as it came over the wall, texts copied and cut. The token is the plugin's word: not to
// be trusted.
struct Completion {
    std::uint64_t token = 0;
    sluice::Outcome outcome;
};

struct PluginIssue {
    std::uint32_t severity = SLUICE_SEV_ERROR;
    std::string path;
    std::string code;
    std::string message;
};

struct PluginLogLine {
    std::uint32_t level = SLUICE_LOG_INFO;
    std::string message;
    std::vector<std::pair<std::string, std::string>> fields;
};

struct PluginMetric {
    std::uint32_t kind = SLUICE_M_COUNTER;
    std::string help;
    double value = 0;  // counter: sum; gauge: last; histogram: sum of what was observed
    std::uint64_t observed = 0;
};

class Context {
public:
    // `bell` and `secrets` must outlive the context. Rings when something waits where nothing did.
    Context(const Bell& bell, const SecretSource& secrets) : bell_{bell}, secrets_{secrets} {}
    Context(const Context&) = delete;
    Context& operator=(const Context&) = delete;

    // The table that goes to the plugin; one for all contexts.
    static const sluice_host& table();
    // Those of the extensions sluice.verify/1 and sluice.trace/1.
    static const sluice_verify_host& verify_table();
    static const sluice_trace_host& trace_table();
    sluice_ctx* handle() { return reinterpret_cast<sluice_ctx*>(this); }
    // Any thread: something beside verdicts and logs waits for the host thread.
    void ring() const { bell_.ring(); }
    std::uint32_t log_level() const { return log_level_; }

    // --- host thread ---
    // Moves the verdicts that arrived into `into`, which is emptied first; keeps its capacity in
    // play.
    void take_completions(std::vector<Completion>& into);
    // The same of answers to questions.
    void take_answers(std::vector<ToldAnswer>& into);
    std::vector<ToldText> take_told();
    std::vector<PluginIssue> take_issues();
    std::vector<PluginLogLine> take_log();
    std::uint64_t log_lines_dropped() const;
    std::map<std::string, PluginMetric> metrics() const;
    void set_log_level(std::uint32_t level) { log_level_ = level; }

private:
    struct Services;
    struct Extensions;

    const Bell& bell_;
    const SecretSource& secrets_;
    std::uint32_t log_level_ = SLUICE_LOG_INFO;

    std::mutex completions_mutex_;
    std::vector<Completion> completions_;

    mutable std::mutex mutex_;  // for all that is rare
    std::vector<ToldAnswer> answers_;
    std::vector<ToldText> told_;
    std::vector<PluginIssue> issues_;
    std::vector<PluginLogLine> log_;
    std::uint64_t log_dropped_ = 0;
    std::map<std::string, PluginMetric> metrics_;
    std::vector<std::string> metric_names_;  // number - 1 -> name
};

}  // namespace host
