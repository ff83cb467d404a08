#include "host/command/run_text.hpp"

#include "host/command/json_line.hpp"
#include "host/report/table.hpp"
#include "host/report/text.hpp"

#include <algorithm>
#include <chrono>

namespace host {
namespace {

constexpr std::size_t hash_digits = 12;

// Nothing ended but the pipeline as it was: the next row goes on.
bool was_reloaded(const ListedRun& run) {
    return run.status == RunStatus::ended && run.row.exit == RunRow::reloaded;
}

std::string end_text(const ListedRun& run) {
    switch (run.status) {
    case RunStatus::running:
        return "running";
    case RunStatus::killed:
        return "killed";
    default:
        return was_reloaded(run) ? "reloaded" : std::to_string(run.row.exit);
    }
}

std::string time_text(const ListedRun& run, std::int64_t now_ms) {
    if (run.status == RunStatus::killed) {
        return "";
    }
    const std::int64_t end = run.status == RunStatus::ended ? run.row.ended_ms : now_ms;
    return duration_text(std::chrono::milliseconds{
        std::max<std::int64_t>(end - run.row.started_ms, 0)});
}

// Of a run that has not ended nothing is known here: `sluice status` tells.
std::string cell(const ListedRun& run, std::uint64_t count) {
    return run.status == RunStatus::ended ? count_text(count) : "";
}

std::vector<TableColumn> columns() {
    const auto right = [](const char* header) { return TableColumn{header, Align::right}; };
    return {
        right("RUN"),
        {"PIPELINE"},
        {"STARTED (UTC)"},
        {"ENDED (UTC)"},
        right("TIME"),
        right("EXIT"),
        right("RECORDS"),
        right("UPDATES"),
        right("DELIVERED"),
        right("REJECTED"),
        right("SUPERSEDED"),
        right("FILTERED"),
        right("PENDING"),
        {"CONFIG"},
        {"PLUGIN"}};
}

}  // namespace

std::string runs_text(const std::vector<ListedRun>& runs, std::int64_t now_ms) {
    if (runs.empty()) {
        return "no runs\n";
    }
    Table table{columns()};
    for (const ListedRun& run : runs) {
        const RunRow& row = run.row;
        const Counts& counts = row.counts;
        table.row(
            {std::to_string(row.id),
             row.pipeline,
             utc_minute_text(row.started_ms),
             run.status == RunStatus::ended ? utc_minute_text(row.ended_ms) : "",
             time_text(run, now_ms),
             end_text(run),
             cell(run, counts.records),
             cell(run, counts.updates),
             cell(run, counts.delivered),
             cell(run, counts.rejected),
             cell(run, counts.superseded),
             cell(run, counts.filtered),
             cell(run, counts.pending()),
             row.config_hash.substr(0, hash_digits),
             row.plugin_hash.substr(0, hash_digits)}
        );
    }
    return table.text();
}

std::string run_json(const ListedRun& run) {
    const RunRow& row = run.row;
    const bool has_ended = run.status == RunStatus::ended;
    JsonLine json;
    json.number("run", row.id)
        .text("pipeline", row.pipeline)
        .text("generation", row.generation)
        .text("status", has_ended && !was_reloaded(run) ? "ended" : end_text(run))
        .text("started", utc_text(row.started_ms));
    if (has_ended) {
        const Counts& counts = row.counts;
        json.text("ended", utc_text(row.ended_ms))
            .number("milliseconds", row.ended_ms - row.started_ms);
        was_reloaded(run) ? json.null("exit") : json.number("exit", row.exit);
        json.count("records", counts.records)
            .count("updates", counts.updates)
            .count("delivered", counts.delivered)
            .count("rejected", counts.rejected)
            .count("superseded", counts.superseded)
            .count("unchanged", counts.unchanged)
            .count("filtered", counts.filtered)
            .count("pending", counts.pending())
            .count("maybe_repeated", counts.maybe_repeated);
    } else {
        json.null("ended").null("exit");
    }
    return json.text("config", row.config_hash).text("plugin", row.plugin_hash).line();
}

}  // namespace host
