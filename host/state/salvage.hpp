// Copies what can be read of a damaged database into a fresh one, row by row. Used by repair; host
// thread.
#pragma once

#include "host/state/database.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace host {

struct Salvaged {
    std::uint64_t copied = 0;
    std::uint64_t lost = 0;  // rows that are there, or may be, and cannot be read
    bool is_complete = true;
};

// Two connections: an error in one statement over both files spoils the whole transaction.
class Salvage {
public:
    // `fresh` has the tables of the state.
    Salvage(Database& damaged, Database& fresh) : damaged_{damaged}, fresh_{fresh} {}

    // A table whose key is its row's number. Behind a damaged page the numbers are tried one by
    // one.
    Salvaged numbered(const std::string& table);

    // A small table whose key is one text: from both ends, and then each of `names` that is not
    // found so. Takes the place of what the fresh table has.
    Salvaged
    named(const std::string& table, const std::string& key, const std::vector<std::string>& names);

    // Of each account, from both ends.
    Salvaged quota();

private:
    enum class Copied : std::uint8_t { row, none, failed };

    // The statements for one table.
    struct Copier {
        Statement select;  // of a row, by its key
        Statement insert;
    };
    Copier copier(const std::string& table, const std::string& key, const std::string& insert);
    template <class Key>
    Copied copy_row(Copier& copier, const Key& key);
    std::optional<std::int64_t>
    copy_behind(Statement& keys, Copier& copier, std::int64_t last, Salvaged& sum);
    std::int64_t last_number(const std::string& table, std::int64_t known);

    Database& damaged_;
    Database& fresh_;
};

}  // namespace host
