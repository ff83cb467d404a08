// How Store forgets rejects that are older or more than a pipeline may keep.
#include "host/state/database.hpp"
#include "host/state/store.hpp"

#include <string>
#include <utility>

namespace host {
namespace {

// The newest row that is too much: it and all that are older go. 256: what a row takes beside its
// texts.
constexpr std::string_view newest_too_much =
    "SELECT unix_ms, id FROM (SELECT unix_ms, id, sum(bytes) OVER (ORDER BY unix_ms DESC, id DESC)"
    " AS so_far FROM (SELECT unix_ms, id, 256 + length(CAST(payload AS BLOB)) +"
    " length(CAST(message AS BLOB)) AS bytes FROM rejects WHERE pipeline = ?1))"
    " WHERE so_far > ?2 ORDER BY unix_ms DESC, id DESC LIMIT 1";

// Pages that hold something, in bytes; none if it cannot be read.
std::optional<std::uint64_t> used_bytes(Database& database) {
    Statement statement =
        database.prepare("SELECT (page_count - freelist_count) * page_size"
                         " FROM pragma_page_count, pragma_freelist_count, pragma_page_size");
    return statement.step() == Statement::Step::row ? std::optional{statement.count(0)}
                                                    : std::nullopt;
}

std::optional<std::uint64_t>
drop_older(Database& database, std::string_view pipeline, std::int64_t since_ms) {
    Statement drop = database.prepare("DELETE FROM rejects WHERE pipeline = ?1 AND unix_ms < ?2");
    return drop.bind(pipeline, since_ms).run() ? std::optional{database.changes()} : std::nullopt;
}

std::optional<std::uint64_t>
drop_too_much(Database& database, std::string_view pipeline, std::uint64_t max_bytes) {
    // The sum over all payloads reads all of them: only if the whole file is larger than that.
    const auto used = used_bytes(database);
    if (!used || *used <= max_bytes) {
        return used ? std::optional<std::uint64_t>{0} : std::nullopt;
    }
    Statement look = database.prepare(newest_too_much);
    const auto step = look.bind(pipeline, max_bytes).step();
    if (step != Statement::Step::row) {
        return step == Statement::Step::done ? std::optional<std::uint64_t>{0} : std::nullopt;
    }
    Statement drop =
        database.prepare("DELETE FROM rejects WHERE pipeline = ?1 AND (unix_ms, id) <= (?2, ?3)");
    drop.bind(pipeline, look.integer(0), look.integer(1));
    look.reset();
    return drop.run() ? std::optional{database.changes()} : std::nullopt;
}

}  // namespace

StateResult<ExpiredRejects>
Store::expire_rejects(std::string_view pipeline, const RejectLimits& limits) {
    Transaction transaction{*database_};
    std::optional<std::uint64_t> by_age{0};
    std::optional<std::uint64_t> by_size{0};
    if (transaction.begun() && limits.since_ms) {
        by_age = drop_older(*database_, pipeline, *limits.since_ms);
    }
    if (transaction.begun() && by_age && limits.max_bytes != 0) {
        by_size = drop_too_much(*database_, pipeline, limits.max_bytes);
    }
    if (!by_age || !by_size || !transaction.commit()) {
        return database_->error("drop the rejects that are too old or too many");
    }
    return ExpiredRejects{.by_age = *by_age, .by_size = *by_size};
}

}  // namespace host
