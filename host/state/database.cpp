#include "host/state/database.hpp"

#include <algorithm>
#include <sqlite3.h>
#include <string>

namespace host {
namespace {

// What an operator can do about a failure of this kind.
std::string_view remedy(int code) {
    switch (code & 0xff) {
    case SQLITE_FULL:
        return "the disk, or the size allowed for the state, is full: free some space and run "
               "again";
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
        return "the file is no state of Sluice or is damaged: restore it from a backup, or save "
               "what "
               "can be read by `sluice state repair`, or move it away to start all sources anew";
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return "another process has kept the state busy for too long: end it or try again";
    case SQLITE_READONLY:
    case SQLITE_PERM:
    case SQLITE_CANTOPEN:
        return "the state directory must exist and be writable for this user";
    case SQLITE_IOERR:
        return "the disk reports an error: look at the system's log, try `sluice state check`, "
               "then run "
               "again";
    case SQLITE_ERROR:
        return "the file is not laid out as this version of Sluice expects: was it edited by hand?";
    default:
        return "run again; if it comes back, move the file away to start all sources anew";
    }
}

StateError
sentence(const std::string& path, std::string_view doing, int code, std::string_view detail) {
    std::string text = path;
    text.append(": cannot ").append(doing).append(": ").append(detail);
    text.append(" (SQLite ").append(std::to_string(code)).append("); ").append(remedy(code));
    return {.kind = StateError::Kind::unusable, .text = std::move(text)};
}

// FULL: a commit is on the disk when it returns. The 64 MiB bound what is left of a large
// write-ahead log.
constexpr const char* settings = "PRAGMA journal_mode=WAL;"
                                 "PRAGMA synchronous=FULL;"
                                 "PRAGMA journal_size_limit=67108864;"
                                 "PRAGMA temp_store=MEMORY;"
                                 "PRAGMA trusted_schema=OFF";

bool limit_size(Database& database, std::uint64_t max_bytes) {
    Statement size = database.prepare("PRAGMA page_size");
    if (size.step() != Statement::Step::row) {
        return false;
    }
    const std::uint64_t pages = std::max<std::uint64_t>(max_bytes / size.count(0), 1);
    const std::string pragma = "PRAGMA max_page_count=" + std::to_string(pages);
    return database.exec(pragma.c_str());
}

}  // namespace

void Statement::Finalize::operator()(sqlite3_stmt* handle) const {
    sqlite3_finalize(handle);
}

void Statement::bind_one(int index, std::int64_t value) {
    bound_ = sqlite3_bind_int64(handle_.get(), index, value) == SQLITE_OK && bound_;
}

void Statement::bind_one(int index, std::string_view text) {
    // A null pointer would bind NULL, which no column takes.
    const char* from = text.data() == nullptr ? "" : text.data();
    const int rc =
        sqlite3_bind_text64(handle_.get(), index, from, text.size(), SQLITE_STATIC, SQLITE_UTF8);
    bound_ = rc == SQLITE_OK && bound_;
}

void Statement::bind_one(int index, Blob blob) {
    const char* from = blob.bytes.data() == nullptr ? "" : blob.bytes.data();
    const int rc =
        sqlite3_bind_blob64(handle_.get(), index, from, blob.bytes.size(), SQLITE_STATIC);
    bound_ = rc == SQLITE_OK && bound_;
}

Statement& Statement::bind_row(const Statement& row) {
    reset();
    const int columns = sqlite3_column_count(row.handle_.get());
    for (int i = 0; i < columns; ++i) {
        sqlite3_value* value = sqlite3_column_value(row.handle_.get(), i);
        bound_ = sqlite3_bind_value(handle_.get(), i + 1, value) == SQLITE_OK && bound_;
    }
    return *this;
}

Statement::Step Statement::step() {
    if (!handle_ || !bound_) {
        return Step::failed;
    }
    const int rc = sqlite3_step(handle_.get());
    if (rc == SQLITE_ROW) {
        return Step::row;
    }
    return rc == SQLITE_DONE ? Step::done : Step::failed;
}

void Statement::reset() {
    sqlite3_reset(handle_.get());
    bound_ = true;
}

std::int64_t Statement::integer(int column) const {
    return sqlite3_column_int64(handle_.get(), column);
}

std::string_view Statement::text(int column) const {
    // Asked for as a blob, so that bytes which are not UTF-8 come back as they went in.
    const void* bytes = sqlite3_column_blob(handle_.get(), column);
    const int size = sqlite3_column_bytes(handle_.get(), column);
    return bytes == nullptr
               ? std::string_view{}
               : std::string_view{static_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

void Database::Close::operator()(sqlite3* handle) const {
    sqlite3_close_v2(handle);
}

StateResult<std::unique_ptr<Database>> Database::open(const StateOptions& options) {
    const std::string path = (options.directory / "state.db").string();
    sqlite3* handle = nullptr;
    // Never CREATE: the file is made before with its mode, see state_directory.hpp. One thread
    // each: no mutex.
    const int rc = sqlite3_open_v2(
        path.c_str(),
        &handle,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
        nullptr
    );
    auto database = std::make_unique<Database>(handle, path);
    if (rc != SQLITE_OK) {
        return sentence(path, "open it", rc, sqlite3_errstr(rc));
    }
    sqlite3_busy_timeout(handle, static_cast<int>(options.busy_timeout.count()));
    sqlite3_db_config(handle, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    if (!database->exec(settings)) {
        return database->error("open it");
    }
    if (options.max_bytes != 0 && !limit_size(*database, options.max_bytes)) {
        return database->error("limit its size");
    }
    return database;
}

StateResult<std::unique_ptr<Database>> Database::open_plain(const std::string& path) {
    sqlite3* handle = nullptr;
    const int rc = sqlite3_open_v2(
        path.c_str(),
        &handle,
        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE,
        nullptr
    );
    auto database = std::make_unique<Database>(handle, path);
    if (rc != SQLITE_OK) {
        return sentence(path, "open it", rc, sqlite3_errstr(rc));
    }
    return database;
}

Statement Database::prepare(std::string_view sql) {
    sqlite3_stmt* statement = nullptr;
    sqlite3_prepare_v3(
        handle_.get(),
        sql.data(),
        static_cast<int>(sql.size()),
        SQLITE_PREPARE_PERSISTENT,
        &statement,
        nullptr
    );
    return Statement{statement};
}

bool Database::exec(const char* sql) {
    return sqlite3_exec(handle_.get(), sql, nullptr, nullptr, nullptr) == SQLITE_OK;
}

std::int64_t Database::last_id() const {
    return sqlite3_last_insert_rowid(handle_.get());
}

std::uint64_t Database::changes() const {
    return static_cast<std::uint64_t>(sqlite3_changes64(handle_.get()));
}

StateError Database::error(std::string_view doing) const {
    const int code = sqlite3_extended_errcode(handle_.get());
    return sentence(path_, doing, code, sqlite3_errmsg(handle_.get()));
}

Transaction::Transaction(Database& database)
    : database_{database}, open_{database.exec("BEGIN IMMEDIATE")} {}

Transaction::~Transaction() {
    if (open_) {
        database_.exec("ROLLBACK");
    }
}

bool Transaction::commit() {
    if (!open_ || !database_.exec("COMMIT")) {
        return false;
    }
    open_ = false;
    return true;
}

}  // namespace host
