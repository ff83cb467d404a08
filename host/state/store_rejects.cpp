// What Store answers about rejects.
#include "host/state/database.hpp"
#include "host/state/store.hpp"

#include <limits>
#include <string>
#include <utility>

namespace host {
namespace {

constexpr std::string_view columns =
    "SELECT id, pipeline, generation, ordinal, sub, line, end, unix_ms, attempts, source, payload,"
    " code, message, field, vendor_code, maybe_delivered, key0, key1, account, overtaken_ms"
    " FROM rejects";

// What is not asked for is switched off by a 0 before it, or by a time that all rows pass.
constexpr std::string_view condition =
    " WHERE (?1 = 0 OR pipeline = ?2) AND (?3 = 0 OR code = ?4) AND unix_ms >= ?5 AND unix_ms < ?6"
    " AND (?7 = 0 OR (overtaken_ms <> 0) = ?8)"
    " AND (?9 = 0 OR id IN (SELECT value FROM json_each(?10))) AND id <= ?11";

// The ids as json_each() takes them: "[1,2,3]".
std::string ids_text(const RejectFilter& filter) {
    std::string text;
    for (const std::int64_t id : filter.ids.value_or(std::vector<std::int64_t>{})) {
        text.append(text.empty() ? "" : ",").append(std::to_string(id));
    }
    return '[' + text + ']';
}

// The SQL holds the condition; `more` are its parameters from ?12 on. The filter's text and `ids`
// are borrowed.
template <class... More>
void bind_filter(
    Statement& statement, const RejectFilter& filter, const std::string& ids, const More&... more
) {
    using Limits = std::numeric_limits<std::int64_t>;
    const auto view = [](const std::optional<std::string>& text) {
        return text ? std::string_view{*text} : std::string_view{};
    };
    statement.bind(
        filter.pipeline.has_value(),
        view(filter.pipeline),
        filter.code.has_value(),
        view(filter.code),
        filter.since_ms.value_or(Limits::min()),
        filter.before_ms.value_or(Limits::max()),
        filter.overtaken.has_value(),
        filter.overtaken.value_or(false),
        filter.ids.has_value(),
        ids,
        filter.up_to_id.value_or(Limits::max()),
        more...
    );
}

RejectRow read_reject(const Statement& row) {
    RejectRow reject;
    reject.id = row.integer(0);
    reject.pipeline = row.string(1);
    reject.generation = row.string(2);
    reject.at = {.ordinal = row.count(3), .line = row.count(5), .end = row.count(6)};
    reject.sub = static_cast<std::uint32_t>(row.integer(4));
    reject.unix_ms = row.integer(7);
    reject.attempts = static_cast<std::uint32_t>(row.integer(8));
    reject.source = row.string(9);
    reject.payload = row.string(10);
    reject.why = {
        .code = row.string(11),
        .message = row.string(12),
        .field = row.string(13),
        .vendor_code = static_cast<std::int32_t>(row.integer(14)),
        .maybe_delivered = row.integer(15) != 0};
    reject.keys = {row.count(16), row.count(17)};
    reject.account = row.string(18);
    reject.overtaken_ms = row.integer(19);
    return reject;
}

}  // namespace

StateResult<std::vector<RejectGroup>> Store::reject_groups(const RejectFilter& filter) {
    std::string sql = "SELECT pipeline, code, field, count(*), min(unix_ms), max(unix_ms),"
                      " sum(overtaken_ms <> 0) FROM rejects";
    sql.append(condition).append(" GROUP BY 1, 2, 3 ORDER BY 1, 2, 3");
    Statement statement = database_->prepare(sql);
    const std::string ids = ids_text(filter);
    bind_filter(statement, filter, ids);
    std::vector<RejectGroup> groups;
    auto step = statement.step();
    for (; step == Statement::Step::row; step = statement.step()) {
        groups.push_back(
            {.pipeline = statement.string(0),
             .code = statement.string(1),
             .field = statement.string(2),
             .count = statement.count(3),
             .first_ms = statement.integer(4),
             .last_ms = statement.integer(5),
             .overtaken = statement.count(6)}
        );
    }
    if (step == Statement::Step::failed) {
        return database_->error("list the rejects");
    }
    return groups;
}

StateResult<std::vector<RejectRow>>
Store::rejects(const RejectFilter& filter, std::int64_t after_id, std::size_t limit) {
    std::string sql{columns};
    sql.append(condition).append(" AND id > ?12 ORDER BY id LIMIT ?13");
    Statement statement = database_->prepare(sql);
    const std::string ids = ids_text(filter);
    bind_filter(statement, filter, ids, after_id, std::uint64_t{limit});
    std::vector<RejectRow> rows;
    auto step = statement.step();
    for (; step == Statement::Step::row; step = statement.step()) {
        rows.push_back(read_reject(statement));
    }
    if (step == Statement::Step::failed) {
        return database_->error("read the rejects");
    }
    return rows;
}

StateResult<std::optional<RejectRow>> Store::reject(std::int64_t id) {
    using Found = std::optional<RejectRow>;
    Statement statement = database_->prepare(std::string{columns} + " WHERE id = ?1");
    const auto step = statement.bind(id).step();
    if (step == Statement::Step::failed) {
        return database_->error("read a reject");
    }
    return step == Statement::Step::row ? Found{read_reject(statement)} : Found{};
}

StateResult<std::vector<UserKey>> Store::users_with_rejects(std::string_view account) {
    Statement statement = database_->prepare(
        "SELECT key0 FROM rejects WHERE account = ?1 AND overtaken_ms = 0 AND (key0 <> 0 OR key1 = "
        "0)"
        " UNION SELECT key1 FROM rejects WHERE account = ?1 AND overtaken_ms = 0 AND key1 <> 0"
    );
    statement.bind(account);
    std::vector<UserKey> users;
    auto step = statement.step();
    for (; step == Statement::Step::row; step = statement.step()) {
        users.push_back(statement.count(0));
    }
    if (step == Statement::Step::failed) {
        return database_->error("read whose rejects are kept");
    }
    return users;
}

StateResult<std::uint64_t> Store::count_rejects(const RejectFilter& filter) {
    Statement statement =
        database_->prepare("SELECT count(*) FROM rejects" + std::string{condition});
    const std::string ids = ids_text(filter);
    bind_filter(statement, filter, ids);
    if (statement.step() != Statement::Step::row) {
        return database_->error("count the rejects");
    }
    return statement.count(0);
}

StateResult<std::int64_t> Store::last_reject() {
    Statement statement = database_->prepare("SELECT coalesce(max(id), 0) FROM rejects");
    if (statement.step() != Statement::Step::row) {
        return database_->error("look for the last reject");
    }
    return statement.integer(0);
}

StateResult<std::uint64_t> Store::drop_rejects(const RejectFilter& filter) {
    Statement statement = database_->prepare("DELETE FROM rejects" + std::string{condition});
    const std::string ids = ids_text(filter);
    bind_filter(statement, filter, ids);
    if (!statement.run()) {
        return database_->error("drop the rejects");
    }
    return database_->changes();
}

}  // namespace host
