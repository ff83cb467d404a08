#include "host/state/schema.hpp"

#include "host/state/opening_turn.hpp"
#include "host/state/state_directory.hpp"

#include <optional>
#include <string>

namespace host {
namespace {

constexpr std::int64_t schema_version = 2;
constexpr std::int64_t application_id = 0x536c7569;  // "Slui"

// finals: see final_set.hpp. used_before: see quota.hpp. AUTOINCREMENT: the id of a reject that is
// gone is never given to another. Times are Unix time in ms. key0, key1: whose a reject was, as
// hashes keyed by the user_key_seed; 0 for nobody known. overtaken_ms: 0 for not. fingerprints:
// what was last delivered to a user, see record/fingerprint.hpp.
constexpr const char* tables = R"(
CREATE TABLE sources(
  pipeline TEXT PRIMARY KEY, generation INTEGER NOT NULL, path TEXT NOT NULL,
  device INTEGER NOT NULL, inode INTEGER NOT NULL, size INTEGER NOT NULL,
  head_bytes INTEGER NOT NULL, head_sha256 TEXT NOT NULL,
  next_ordinal INTEGER NOT NULL, next_line INTEGER NOT NULL, next_end INTEGER NOT NULL,
  finals BLOB NOT NULL,
  records INTEGER NOT NULL, updates INTEGER NOT NULL, delivered INTEGER NOT NULL,
  rejected INTEGER NOT NULL, filtered INTEGER NOT NULL, superseded INTEGER NOT NULL,
  unchanged INTEGER NOT NULL, maybe_repeated INTEGER NOT NULL,
  finished INTEGER NOT NULL, began_ms INTEGER NOT NULL, saved_ms INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE rejects(
  id INTEGER PRIMARY KEY AUTOINCREMENT, pipeline TEXT NOT NULL, generation TEXT NOT NULL,
  ordinal INTEGER NOT NULL, sub INTEGER NOT NULL, line INTEGER NOT NULL, end INTEGER NOT NULL,
  unix_ms INTEGER NOT NULL, attempts INTEGER NOT NULL, source TEXT NOT NULL,
  payload TEXT NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL, field TEXT NOT NULL,
  vendor_code INTEGER NOT NULL, maybe_delivered INTEGER NOT NULL,
  key0 INTEGER NOT NULL, key1 INTEGER NOT NULL, account TEXT NOT NULL,
  overtaken_ms INTEGER NOT NULL,
  UNIQUE(pipeline, generation, ordinal, sub)
) STRICT;
CREATE INDEX rejects_by_key0 ON rejects(key0);
CREATE INDEX rejects_by_key1 ON rejects(key1);
CREATE TABLE quota(
  account TEXT NOT NULL, used_before INTEGER NOT NULL, count INTEGER NOT NULL,
  PRIMARY KEY(account, used_before)
) STRICT, WITHOUT ROWID;
CREATE TABLE runs(
  id INTEGER PRIMARY KEY AUTOINCREMENT, pipeline TEXT NOT NULL, generation TEXT NOT NULL,
  started_ms INTEGER NOT NULL, ended_ms INTEGER NOT NULL,
  records INTEGER NOT NULL, updates INTEGER NOT NULL, delivered INTEGER NOT NULL,
  rejected INTEGER NOT NULL, filtered INTEGER NOT NULL, superseded INTEGER NOT NULL,
  unchanged INTEGER NOT NULL, maybe_repeated INTEGER NOT NULL,
  exit INTEGER NOT NULL, config_hash TEXT NOT NULL, plugin_hash TEXT NOT NULL
) STRICT;
CREATE TABLE fingerprints(
  pipeline TEXT NOT NULL, user INTEGER NOT NULL, value INTEGER NOT NULL,
  PRIMARY KEY(pipeline, user)
) STRICT, WITHOUT ROWID;
CREATE TABLE meta(name TEXT PRIMARY KEY, value ANY NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES('user_key_seed', random());
PRAGMA application_id = 1399616873;
PRAGMA user_version = 2;
)";

// One number that a PRAGMA or a query gives; none if it fails.
std::optional<std::int64_t> number(Database& database, std::string_view sql) {
    Statement statement = database.prepare(sql);
    if (statement.step() != Statement::Step::row) {
        return std::nullopt;
    }
    return statement.integer(0);
}

StateError unfit(const Database& database, const std::string& what) {
    return {.kind = StateError::Kind::unusable, .text = database.path() + ": " + what};
}

StateResult<Done> make_tables(Database& database) {
    Transaction transaction{database};
    if (!transaction.begun() || !database.exec(tables) || !transaction.commit()) {
        return database.error("make its tables");
    }
    return Done{};
}

StateResult<Done> check_or_make(Database& database) {
    const auto objects = number(database, "SELECT count(*) FROM sqlite_schema");
    if (!objects) {
        return database.error("read it");
    }
    return *objects == 0 ? make_tables(database) : check_version(database);
}

}  // namespace

const char* state_tables() {
    return tables;
}

StateResult<Done> check_version(Database& database) {
    const auto version = number(database, "PRAGMA user_version");
    const auto owner = number(database, "PRAGMA application_id");
    if (!version || !owner) {
        return database.error("read it");
    }
    if (*owner != application_id) {
        return unfit(
            database,
            "expected a state of Sluice, found a database of another program; "
            "move it away or name another folder by state_dir"
        );
    }
    if (*version != schema_version) {
        return unfit(
            database,
            "expected state version " + std::to_string(schema_version) + ", found version " +
                std::to_string(*version) +
                ", written by another version of Sluice; run that one, or name another folder by "
                "state_dir"
        );
    }
    return Done{};
}

StateResult<std::unique_ptr<Database>> open_state(const StateOptions& options) {
    if (auto made = make_state_directory(options.directory); !made) {
        return made.error();
    }
    const OpeningTurn turn{options.directory};
    if (turn.error() != 0) {
        return system_error(turn.path(), "lock it", turn.error());
    }
    if (auto made = make_state_file(options.directory); !made) {
        return made.error();
    }
    auto database = Database::open(options);
    if (!database) {
        return database;
    }
    if (auto fit = check_or_make(**database); !fit) {
        return fit.error();
    }
    return database;
}

}  // namespace host
