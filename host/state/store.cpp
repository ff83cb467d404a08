#include "host/state/store.hpp"

#include "host/state/database.hpp"
#include "host/state/final_set.hpp"
#include "host/state/quota.hpp"
#include "host/state/schema.hpp"
#include "host/state/sealed_finals.hpp"

#include <string>
#include <utility>

namespace host {
namespace {

constexpr std::string_view select_source =
    "SELECT generation, path, device, inode, size, head_bytes, head_sha256, next_ordinal,"
    " next_line, next_end, records, updates, delivered, rejected, filtered, superseded, unchanged,"
    " maybe_repeated, finished, began_ms, saved_ms, finals FROM sources WHERE pipeline = ?1";

// The generation goes on counting where it was; all else begins at zero.
constexpr std::string_view begin_source =
    "INSERT INTO sources(pipeline, generation, path, device, inode, size, head_bytes, head_sha256,"
    " next_ordinal, next_line, next_end, finals, records, updates, delivered, rejected, filtered,"
    " superseded, unchanged, maybe_repeated, finished, began_ms, saved_ms)"
    " VALUES(?1, 1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 1, 0, ?8, 0, 0, 0, 0, 0, 0, 0, 0, 0, ?9, ?9)"
    " ON CONFLICT DO UPDATE SET generation = generation + 1, path = ?2, device = ?3, inode = ?4,"
    " size = ?5, head_bytes = ?6, head_sha256 = ?7, next_ordinal = 0, next_line = 1, next_end = 0,"
    " finals = ?8, records = 0, updates = 0, delivered = 0, rejected = 0, filtered = 0,"
    " superseded = 0, unchanged = 0, maybe_repeated = 0, finished = 0, began_ms = ?9, saved_ms = "
    "?9";

constexpr SealedPlace at_the_beginning{
    .next = {.ordinal = 0, .line = 1, .end = 0}, .finished = false};

StoredSource read_source(const Statement& row) {
    StoredSource source;
    source.generation = row.string(0);
    source.identity = {
        .path = row.string(1),
        .device = row.count(2),
        .inode = row.count(3),
        .size = row.count(4),
        .head_bytes = row.count(5),
        .head_sha256 = row.string(6)};
    source.checkpoint.next = {.ordinal = row.count(7), .line = row.count(8), .end = row.count(9)};
    source.counts = {
        .records = row.count(10),
        .updates = row.count(11),
        .delivered = row.count(12),
        .rejected = row.count(13),
        .filtered = row.count(14),
        .superseded = row.count(15),
        .unchanged = row.count(16),
        .maybe_repeated = row.count(17)};
    source.finished = row.integer(18) != 0;
    source.began_ms = row.integer(19);
    source.saved_ms = row.integer(20);
    return source;
}

}  // namespace

Store::Store(std::unique_ptr<Database> database) : database_{std::move(database)} {}
Store::Store(Store&&) noexcept = default;
Store& Store::operator=(Store&&) noexcept = default;
Store::~Store() = default;

StateResult<Store> Store::open(const StateOptions& options) {
    auto database = open_state(options);
    if (!database) {
        return database.error();
    }
    return Store{std::move(*database)};
}

StateResult<std::uint64_t> Store::user_key_seed() {
    Statement statement = database_->prepare("SELECT value FROM meta WHERE name = 'user_key_seed'");
    if (statement.step() != Statement::Step::row) {
        return database_->error("read the seed of the user keys");
    }
    return statement.count(0);
}

StateResult<std::optional<StoredSource>> Store::source(std::string_view pipeline) {
    using Found = std::optional<StoredSource>;
    Statement statement = database_->prepare(select_source);
    const auto step = statement.bind(pipeline).step();
    if (step == Statement::Step::done) {
        return Found{};
    }
    if (step == Statement::Step::failed) {
        return database_->error("read how far the source is");
    }
    StoredSource source = read_source(statement);
    const auto bytes =
        unseal(statement.text(21), {.next = source.checkpoint.next, .finished = source.finished});
    auto finals = bytes ? decode_finals(*bytes, source.checkpoint.next.ordinal) : std::nullopt;
    if (!finals) {
        return StateError{
            .text = database_->path() + ": expected the checkpoint of pipeline '" +
                    std::string{pipeline} +
                    "', found one that does not fit its seal; the state is damaged: restore it "
                    "from a backup, or save what can be read by `sluice state repair`, or start "
                    "the source anew with --from-start"};
    }
    source.checkpoint.runs = std::move(finals->runs);
    source.checkpoint.updates = std::move(finals->updates);
    return Found{std::move(source)};
}

StateResult<StoredSource> Store::begin_generation(
    std::string_view pipeline, const SourceIdentity& identity, std::int64_t now_ms
) {
    Statement forget =
        database_->prepare("DELETE FROM fingerprints WHERE pipeline = ?1"
                           " AND EXISTS(SELECT 1 FROM sources WHERE pipeline = ?1 AND finished = 0)"
        );
    if (!forget.bind(pipeline).run()) {
        return database_->error("forget what was delivered");
    }
    const std::string none = seal(encode_finals({}).value_or(""), at_the_beginning);
    Statement statement = database_->prepare(begin_source);
    statement.bind(
        pipeline,
        identity.path,
        identity.device,
        identity.inode,
        identity.size,
        identity.head_bytes,
        identity.head_sha256,
        Blob{none},
        now_ms
    );
    if (!statement.run()) {
        return database_->error("begin a generation of the source");
    }
    auto begun = source(pipeline);
    if (!begun) {
        return begun.error();
    }
    return std::move(begun->value());
}

StateResult<Done>
Store::continue_generation(std::string_view pipeline, const SourceIdentity& identity) {
    const auto stored = source(pipeline);
    if (!stored) {
        return stored.error();
    }
    const Checkpoint checkpoint = *stored ? (*stored)->checkpoint : Checkpoint{};
    const std::string finals =
        seal(encode_finals(checkpoint).value_or(""), {.next = checkpoint.next, .finished = false});
    Statement statement = database_->prepare(
        "UPDATE sources SET path = ?2, device = ?3, inode = ?4, size = ?5, head_bytes = ?6,"
        " head_sha256 = ?7, finals = ?8, finished = 0 WHERE pipeline = ?1"
    );
    statement.bind(
        pipeline,
        identity.path,
        identity.device,
        identity.inode,
        identity.size,
        identity.head_bytes,
        identity.head_sha256,
        Blob{finals}
    );
    if (!statement.run()) {
        return database_->error("continue the source");
    }
    if (database_->changes() != 1) {
        return StateError{
            .text = database_->path() + ": expected a source of pipeline '" +
                    std::string{pipeline} + "' to continue, found none; run again"};
    }
    return Done{};
}

StateResult<std::uint64_t> Store::fingerprint(std::string_view pipeline, UserKey user) {
    if (fingerprint_ == nullptr) {
        fingerprint_ = std::make_unique<Statement>(
            database_->prepare("SELECT value FROM fingerprints WHERE pipeline = ?1 AND user = ?2")
        );
    }
    const auto step = fingerprint_->bind(pipeline, user).step();
    if (step == Statement::Step::failed) {
        return database_->error("read what was delivered to a user");
    }
    const std::uint64_t found = step == Statement::Step::row ? fingerprint_->count(0) : 0;
    fingerprint_->reset();  // an open read would keep the log from being shortened
    return found;
}

StateResult<Done> Store::forget_fingerprints(std::string_view pipeline) {
    Statement statement = database_->prepare("DELETE FROM fingerprints WHERE pipeline = ?1");
    if (!statement.bind(pipeline).run()) {
        return database_->error("forget what was delivered");
    }
    return Done{};
}

StateResult<std::uint64_t>
Store::quota_used(std::string_view account, std::chrono::milliseconds window, std::int64_t now_ms) {
    QuotaTable quota{*database_};
    const auto used = quota.used(account, window, now_ms);
    if (!used) {
        return database_->error("read the quota");
    }
    return *used;
}

}  // namespace host
