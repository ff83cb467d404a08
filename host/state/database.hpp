// A connection to state.db and its prepared statements: SQLite's C API with owners. Used by this
// room alone, each connection on one thread.
#pragma once

#include "host/state/state_error.hpp"
#include "host/state/state_options.hpp"

#include <concepts>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

struct sqlite3;
struct sqlite3_stmt;

namespace host {

// Bytes that are no text. Borrowed.
struct Blob {
    std::string_view bytes;
};

// One prepared statement. Bound text is borrowed: it must live until reset(). Failures of bind()
// show in the next step().
class Statement {
public:
    enum class Step : std::uint8_t { row, done, failed };

    Statement() = default;
    explicit Statement(sqlite3_stmt* handle) : handle_{handle} {}

    // Binds all parameters in order, from ?1 on, after a reset.
    template <class... Values>
    Statement& bind(const Values&... values) {
        reset();
        int index = 0;
        (bind_one(++index, values), ...);
        return *this;
    }
    void bind_one(int index, std::int64_t value);
    void bind_one(int index, std::uint64_t value) {
        bind_one(index, static_cast<std::int64_t>(value));
    }
    void bind_one(int index, std::int32_t value) { bind_one(index, std::int64_t{value}); }
    void bind_one(int index, std::uint32_t value) { bind_one(index, std::int64_t{value}); }
    // A template, so that a pointer to characters is text and never a truth value.
    template <std::same_as<bool> Truth>
    void bind_one(int index, Truth value) {
        bind_one(index, std::int64_t{value ? 1 : 0});
    }
    void bind_one(int index, std::string_view text);
    void bind_one(int index, Blob blob);
    // Binds all parameters to the values of another one's present row, as many as it has.
    Statement& bind_row(const Statement& row);

    Step step();
    bool run() { return step() == Step::done; }  // for statements that give no row
    void reset();

    // Of the present row, from column 0 on. Text is borrowed until the next step.
    std::int64_t integer(int column) const;
    std::uint64_t count(int column) const { return static_cast<std::uint64_t>(integer(column)); }
    std::string_view text(int column) const;
    std::string string(int column) const { return std::string{text(column)}; }

private:
    struct Finalize {
        void operator()(sqlite3_stmt* handle) const;
    };
    std::unique_ptr<sqlite3_stmt, Finalize> handle_;
    bool bound_ = true;
};

class Database {
public:
    // Opens <directory>/state.db, which must be there, in WAL mode with synchronous=FULL.
    static StateResult<std::unique_ptr<Database>> open(const StateOptions& options);

    // The file as it is, without a setting; ":memory:" is an empty one of its own.
    static StateResult<std::unique_ptr<Database>> open_plain(const std::string& path);

    Database(sqlite3* handle, std::string path) : handle_{handle}, path_{std::move(path)} {}

    // A statement for SQL that is known to be right; if the file does not have the table, its steps
    // fail.
    Statement prepare(std::string_view sql);
    bool exec(const char* sql);

    std::int64_t last_id() const;
    std::uint64_t changes() const;  // rows that the last statement changed

    // The last failure as a sentence: what was tried, what SQLite says, what to do.
    StateError error(std::string_view doing) const;
    const std::string& path() const { return path_; }

private:
    struct Close {
        void operator()(sqlite3* handle) const;
    };
    std::unique_ptr<sqlite3, Close> handle_;
    std::string path_;
};

// BEGIN IMMEDIATE ... COMMIT; what is not committed is rolled back.
class Transaction {
public:
    explicit Transaction(Database& database);
    ~Transaction();
    Transaction(const Transaction&) = delete;
    Transaction& operator=(const Transaction&) = delete;

    bool begun() const { return open_; }
    bool commit();

private:
    Database& database_;
    bool open_;
};

}  // namespace host
