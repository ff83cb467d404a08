// What Store keeps as the history of runs.
#include "host/state/database.hpp"
#include "host/state/store.hpp"

#include <string>
#include <utility>

namespace host {
namespace {

constexpr std::string_view insert_run =
    "INSERT INTO runs(pipeline, generation, started_ms, ended_ms, records, updates, delivered,"
    " rejected, filtered, superseded, unchanged, maybe_repeated, exit, config_hash, plugin_hash)"
    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)";

constexpr std::string_view update_run =
    "UPDATE runs SET ended_ms = ?2, records = ?3, updates = ?4, delivered = ?5, rejected = ?6,"
    " filtered = ?7, superseded = ?8, unchanged = ?9, maybe_repeated = ?10, exit = ?11"
    " WHERE id = ?1";

constexpr std::string_view select_runs =
    "SELECT id, pipeline, generation, started_ms, ended_ms, records, updates, delivered, rejected,"
    " filtered, superseded, unchanged, maybe_repeated, exit, config_hash, plugin_hash FROM runs"
    " WHERE (?1 = 0 OR pipeline = ?2) ORDER BY id DESC LIMIT ?3";

// All but the newest rows of a pipeline.
constexpr std::string_view forget_runs =
    "DELETE FROM runs WHERE pipeline = ?1 AND id <= (SELECT id FROM runs WHERE pipeline = ?1"
    " ORDER BY id DESC LIMIT 1 OFFSET ?2)";

RunRow read_run(const Statement& row) {
    RunRow run;
    run.id = row.integer(0);
    run.pipeline = row.string(1);
    run.generation = row.string(2);
    run.started_ms = row.integer(3);
    run.ended_ms = row.integer(4);
    run.counts = {
        .records = row.count(5),
        .updates = row.count(6),
        .delivered = row.count(7),
        .rejected = row.count(8),
        .filtered = row.count(9),
        .superseded = row.count(10),
        .unchanged = row.count(11),
        .maybe_repeated = row.count(12)};
    run.exit = static_cast<int>(row.integer(13));
    run.config_hash = row.string(14);
    run.plugin_hash = row.string(15);
    return run;
}

}  // namespace

StateResult<std::int64_t> Store::begin_run(const RunRow& run) {
    const Counts& counts = run.counts;
    Statement statement = database_->prepare(insert_run);
    statement.bind(
        run.pipeline,
        run.generation,
        run.started_ms,
        run.ended_ms,
        counts.records,
        counts.updates,
        counts.delivered,
        counts.rejected,
        counts.filtered,
        counts.superseded,
        counts.unchanged,
        counts.maybe_repeated,
        run.exit,
        run.config_hash,
        run.plugin_hash
    );
    Statement forget = database_->prepare(forget_runs);
    Transaction transaction{*database_};
    if (!transaction.begun() || !statement.run()) {
        return database_->error("write the history of runs");
    }
    const std::int64_t id = database_->last_id();
    if (!forget.bind(run.pipeline, std::uint64_t{kept_runs}).run() || !transaction.commit()) {
        return database_->error("write the history of runs");
    }
    return id;
}

StateResult<Done> Store::end_run(const RunRow& run) {
    const Counts& counts = run.counts;
    Statement statement = database_->prepare(update_run);
    statement.bind(
        run.id,
        run.ended_ms,
        counts.records,
        counts.updates,
        counts.delivered,
        counts.rejected,
        counts.filtered,
        counts.superseded,
        counts.unchanged,
        counts.maybe_repeated,
        run.exit
    );
    if (!statement.run()) {
        return database_->error("write the history of runs");
    }
    return Done{};
}

StateResult<std::vector<RunRow>>
Store::runs(std::optional<std::string_view> pipeline, std::size_t limit) {
    Statement statement = database_->prepare(select_runs);
    statement.bind(
        pipeline.has_value(), pipeline.value_or(std::string_view{}), std::uint64_t{limit}
    );
    std::vector<RunRow> runs;
    auto step = statement.step();
    for (; step == Statement::Step::row; step = statement.step()) {
        runs.push_back(read_run(statement));
    }
    if (step == Statement::Step::failed) {
        return database_->error("read the history of runs");
    }
    return runs;
}

}  // namespace host
