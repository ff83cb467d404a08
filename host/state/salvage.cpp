#include "host/state/salvage.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace host {
namespace {

using Step = Statement::Step;

// Numbers that are tried one by one behind damage: enough for a GiB of rejects, seconds of work.
constexpr std::int64_t most_tried = 5'000'000;

}  // namespace

Salvage::Copier
Salvage::copier(const std::string& table, const std::string& key, const std::string& insert) {
    // The fresh table's columns, asked for by name.
    Statement names =
        fresh_.prepare("SELECT group_concat(name), group_concat('?') FROM pragma_table_info(?1)");
    names.bind(table).step();
    const std::string columns = names.string(0);
    const std::string from = " FROM " + table + " WHERE " + key + " = ?1";
    return {
        damaged_.prepare("SELECT " + columns + from),
        fresh_.prepare(
            insert + " INTO " + table + "(" + columns + ") VALUES(" + names.string(1) + ")"
        )};
}

template <class Key>
Salvage::Copied Salvage::copy_row(Copier& copier, const Key& key) {
    const auto step = copier.select.bind(key).step();
    const bool is_copied =
        step == Step::row && copier.insert.bind_row(copier.select).run() && fresh_.changes() == 1;
    copier.select.reset();
    return is_copied ? Copied::row : step == Step::done ? Copied::none : Copied::failed;
}

// Copies the rows behind `last` in their order until one cannot be found or read; the number it got
// to, none if the table's end was reached.
std::optional<std::int64_t>
Salvage::copy_behind(Statement& keys, Copier& copier, std::int64_t last, Salvaged& sum) {
    keys.bind(last);
    auto step = keys.step();
    for (; step == Step::row; step = keys.step()) {
        const std::int64_t id = keys.integer(0);
        const Copied copied = copy_row(copier, id);
        sum.copied += copied == Copied::row ? 1 : 0;
        if (copied == Copied::failed) {
            keys.reset();
            return id - 1;
        }
        last = id;
    }
    keys.reset();
    return step == Step::done ? std::nullopt : std::optional{last};
}

// The highest number that the table ever gave, as far as it can be known.
std::int64_t Salvage::last_number(const std::string& table, std::int64_t known) {
    Statement sequence = damaged_.prepare("SELECT seq FROM sqlite_sequence WHERE name = ?1");
    if (sequence.bind(table).step() == Step::row) {
        known = std::max(known, sequence.integer(0));
    }
    Statement newest = damaged_.prepare("SELECT id FROM " + table + " ORDER BY id DESC LIMIT 1");
    if (newest.step() == Step::row) {
        known = std::max(known, newest.integer(0));
    }
    return known;
}

Salvaged Salvage::numbered(const std::string& table) {
    Salvaged sum;
    Copier copier = this->copier(table, "id", "INSERT OR IGNORE");
    Statement keys =
        damaged_.prepare("SELECT id FROM " + table + " NOT INDEXED WHERE id > ?1 ORDER BY id");
    auto reached = copy_behind(keys, copier, 0, sum);
    if (!reached) {
        return sum;
    }
    sum.is_complete = false;
    const std::int64_t end = last_number(table, *reached);
    for (std::int64_t tried = 0; reached && *reached < end && tried < most_tried; ++tried) {
        const std::int64_t id = *reached + 1;
        const Copied copied = copy_row(copier, id);
        sum.lost += copied == Copied::failed ? 1 : 0;
        sum.copied += copied == Copied::row ? 1 : 0;
        reached = copied == Copied::row ? copy_behind(keys, copier, id, sum) : id;
    }
    return sum;
}

Salvaged Salvage::named(
    const std::string& table, const std::string& key, const std::vector<std::string>& names
) {
    Salvaged sum;
    std::set<std::string> found{names.begin(), names.end()};
    for (const char* order : {" ASC", " DESC"}) {
        Statement keys =
            damaged_.prepare("SELECT " + key + " FROM " + table + " ORDER BY 1" + order);
        auto step = keys.step();
        for (; step == Step::row; step = keys.step()) {
            found.insert(keys.string(0));
        }
        sum.is_complete = sum.is_complete && step == Step::done;
    }
    Copier copier = this->copier(table, key, "INSERT OR REPLACE");
    for (const std::string& name : found) {
        const Copied copied = copy_row(copier, name);
        sum.copied += copied == Copied::row ? 1 : 0;
        sum.lost += copied == Copied::failed ? 1 : 0;
    }
    return sum;
}

Salvaged Salvage::quota() {
    Salvaged sum;
    Statement insert = fresh_.prepare("INSERT OR IGNORE INTO quota VALUES(?1, ?2, ?3)");
    for (const char* order : {" ASC", " DESC"}) {
        Statement rows = damaged_.prepare(
            std::string{"SELECT account, used_before, count FROM quota ORDER BY 1"} + order +
            ", 2" + order
        );
        auto step = rows.step();
        for (; step == Step::row; step = rows.step()) {
            sum.copied += insert.bind_row(rows).run() ? fresh_.changes() : 0;
        }
        sum.is_complete = sum.is_complete && step == Step::done;
    }
    return sum;
}

}  // namespace host
