#include "host/state/commit_writer.hpp"

#include "host/state/final_set.hpp"
#include "host/state/sealed_finals.hpp"

#include <algorithm>

namespace host {
namespace {

constexpr std::string_view insert_sql =
    "INSERT INTO rejects(pipeline, generation, ordinal, sub, line, end, unix_ms, attempts, source,"
    " payload, code, message, field, vendor_code, maybe_delivered, key0, key1, account,"
    " overtaken_ms)"
    " VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19)"
    " ON CONFLICT DO UPDATE SET line = ?5, end = ?6, unix_ms = ?7, attempts = ?8, source = ?9,"
    " payload = ?10, code = ?11, message = ?12, field = ?13, vendor_code = ?14,"
    " maybe_delivered = ?15, key0 = ?16, key1 = ?17, account = ?18, overtaken_ms = ?19";

constexpr std::string_view again_sql =
    "UPDATE rejects SET unix_ms = ?2, attempts = ?3, code = ?4, message = ?5, field = ?6,"
    " vendor_code = ?7, maybe_delivered = ?8, key0 = ?9, key1 = ?10, account = ?11"
    " WHERE id = ?1";

constexpr std::string_view overtake_sql =
    "UPDATE rejects SET overtaken_ms = ?4 WHERE account = ?1 AND overtaken_ms = 0"
    " AND (?3 = 0 OR id < ?3) AND ((key0 = ?2 AND (?2 <> 0 OR key1 = 0)) OR (key1 = ?2 AND ?2 <> "
    "0))";

constexpr std::string_view source_sql =
    "UPDATE sources SET next_ordinal = ?3, next_line = ?4, next_end = ?5, finals = ?6,"
    " records = ?7, updates = ?8, delivered = ?9, rejected = ?10, filtered = ?11,"
    " superseded = ?12, unchanged = ?13, maybe_repeated = ?14, finished = ?15, saved_ms = ?16"
    " WHERE pipeline = ?1 AND generation = ?2";

StateError wrong(const Database& database, const Commit& commit, std::string_view what) {
    std::string text = database.path();
    text.append(": cannot save the progress of pipeline '").append(commit.pipeline);
    text.append("', generation ").append(commit.generation).append(": ").append(what);
    return {.kind = StateError::Kind::unusable, .text = std::move(text)};
}

}  // namespace

CommitWriter::CommitWriter(Database& database)
    : database_{database}, insert_{database.prepare(insert_sql)},
      erase_{database.prepare("DELETE FROM rejects WHERE id = ?1")},
      again_{database.prepare(again_sql)}, overtake_{database.prepare(overtake_sql)},
      remember_{database.prepare("INSERT OR REPLACE INTO fingerprints VALUES(?1, ?2, ?3)")},
      forget_{database.prepare("DELETE FROM fingerprints WHERE pipeline = ?1 AND user = ?2")},
      source_{database.prepare(source_sql)} {}

bool CommitWriter::insert(const RejectRow& row) {
    const Rejection& why = row.why;
    insert_.bind(
        row.pipeline,
        row.generation,
        row.at.ordinal,
        row.sub,
        row.at.line,
        row.at.end,
        row.unix_ms,
        row.attempts,
        row.source,
        row.payload,
        why.code,
        why.message,
        why.field,
        why.vendor_code,
        why.maybe_delivered,
        row.keys[0],
        row.keys[1],
        row.account,
        row.overtaken_ms
    );
    return insert_.run();
}

bool CommitWriter::update(const RejectRow& row) {
    const Rejection& why = row.why;
    again_.bind(
        row.id,
        row.unix_ms,
        row.attempts,
        why.code,
        why.message,
        why.field,
        why.vendor_code,
        why.maybe_delivered,
        row.keys[0],
        row.keys[1],
        row.account
    );
    return again_.run();
}

bool CommitWriter::overtake(const Commit& commit, const Overtaking& overtaking) {
    overtake_.bind(commit.account, overtaking.user, overtaking.before_id, commit.now_ms);
    return overtake_.run();
}

// What a replay rejected again comes first: only now its user may be known. all_of stops at the
// first failure: the next bind would overwrite SQLite's error.
StateResult<Done> CommitWriter::write_rejects(const Commit& commit) {
    const bool good =
        std::ranges::all_of(
            commit.rejects_again, [this](const auto& row) { return update(row); }
        ) &&
        std::ranges::all_of(
            commit.overtaken, [&](const auto& one) { return overtake(commit, one); }
        ) &&
        std::ranges::all_of(commit.rejects, [this](const auto& row) { return insert(row); }) &&
        std::ranges::all_of(commit.rejects_done, [this](std::int64_t id) {
            return erase_.bind(id).run();
        });
    if (!good) {
        return database_.error("keep the rejects");
    }
    return Done{};
}

StateResult<Done> CommitWriter::write_fingerprints(const Commit& commit) {
    const bool good = std::ranges::all_of(commit.fingerprints, [&](const Fingerprint& one) {
        return one.value == 0 ? forget_.bind(commit.pipeline, one.user).run()
                              : remember_.bind(commit.pipeline, one.user, one.value).run();
    });
    if (!good) {
        return database_.error("remember what was delivered");
    }
    return Done{};
}

StateResult<Done> CommitWriter::write_source(const Commit& commit) {
    const Checkpoint& checkpoint = *commit.checkpoint;
    const auto finals = encode_finals(checkpoint);
    if (!finals) {
        return wrong(
            database_,
            commit,
            "expected ascending finals beyond the checkpoint; this is a bug in Sluice, please "
            "report it"
        );
    }
    const std::string sealed =
        seal(*finals, {.next = checkpoint.next, .finished = commit.finished});
    const Counts& counts = commit.counts;
    source_.bind(
        commit.pipeline,
        commit.generation,
        checkpoint.next.ordinal,
        checkpoint.next.line,
        checkpoint.next.end,
        Blob{sealed},
        counts.records,
        counts.updates,
        counts.delivered,
        counts.rejected,
        counts.filtered,
        counts.superseded,
        counts.unchanged,
        counts.maybe_repeated,
        commit.finished,
        commit.now_ms
    );
    if (!source_.run()) {
        return database_.error("save the progress");
    }
    if (database_.changes() != 1) {
        return wrong(
            database_,
            commit,
            "expected this generation in the state, found another or none; was the state "
            "changed while the run was going? Run again"
        );
    }
    return Done{};
}

}  // namespace host
