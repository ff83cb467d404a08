// A run at one moment, as plain values: what the status server, the status file and `sluice status`
// show. Made by run on the host thread, read on any. Holds no visitor's value and no secret.
#pragma once

#include "host/record/checkpoint.hpp"
#include "host/record/rate_limit.hpp"
#include "host/report/bottleneck.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace host {

// Times are Unix time in ms, 0: none.

struct QuotaStatus {
    std::string account;
    std::uint64_t limit = 0;      // updates in any window
    std::uint64_t window_ms = 0;  // its length
    std::uint64_t used = 0;       // in the window that ends now, reserved ones included
    std::uint64_t left = 0;
    std::int64_t free_at_ms = 0;  // used up until then
    std::int64_t used_up_ms = 0;  // will be, at the present pace; 0: not within the window
};

struct PauseStatus {
    std::string kind;  // "authentication", "destination", "breaker" or "quota"
    std::string why;
    std::int64_t since_ms = 0;
    std::int64_t until_ms = 0;  // the next try; 0: it is under way
};

struct SourceStatus {
    std::string path;
    std::uint64_t record = 0;  // all before it is final; from 0
    std::uint64_t bytes = 0;   // read
    std::optional<std::uint64_t> total_bytes;
};

// The last attempt that failed. Not its sentence: that is the plugin's, and the plugin knows the
// record.
struct FailureStatus {
    std::string reason;
    std::int64_t reply_code = 0;  // the far side's own, say an HTTP status
    std::int64_t at_ms = 0;
};

struct PluginMetricStatus {
    enum class Kind : std::uint8_t { counter, gauge, summary };
    std::string name;
    std::string help;
    Kind kind = Kind::counter;
    double value = 0;  // of a summary: the sum
    std::uint64_t observed = 0;
};

struct PipelineStatus {
    std::string pipeline;
    std::string destination;
    // "running", "stopping", "finished", "stopped"; of one that no process runs: "not running",
    // "finished", "never ran".
    std::string state;
    std::string stopped;  // why it stopped before its end; "" if it did not
    std::int64_t process = 0;
    std::int64_t started_ms = 0;
    std::int64_t as_of_ms = 0;  // when all of this was so
    std::int64_t ended_ms = 0;  // of a run that has ended
    std::optional<std::int64_t> exit;

    Counts counts;      // of the source's generation
    Counts run_counts;  // of this run alone
    std::uint64_t pending = 0;
    std::uint64_t requests = 0;
    double updates_per_second = 0;

    std::uint64_t in_flight = 0;
    std::uint64_t in_flight_limit = 0;  // now
    std::uint64_t in_flight_most = 0;   // as configured and as the plugin can
    std::uint64_t waiting_for_retry = 0;
    std::uint64_t open_bytes = 0;                    // of records read and not final
    std::optional<std::uint64_t> oldest_pending_ms;  // since it was read
    SourceStatus source;
    std::optional<std::int64_t> expected_end_ms;

    std::optional<RateLimit> rate;
    std::optional<QuotaStatus> quota;
    std::optional<PauseStatus> pause;
    std::optional<Bottleneck> bottleneck;
    HoldUpShares time_shares{};

    std::uint64_t rejects_kept = 0;
    std::optional<FailureStatus> last_failure;
    std::uint64_t plugin_deaths = 0;
    std::vector<PluginMetricStatus> plugin_metrics;
};

struct Snapshot {
    std::string version;
    std::int64_t now_ms = 0;
    std::string listen;  // of the status server, "127.0.0.1:9464"; "" if there is none
    std::string state_directory;
    std::string state_error;  // why the state cannot be written; "" if it can
    std::vector<PipelineStatus> pipelines;
};

}  // namespace host
