#include "host/state/state_check.hpp"

#include "host/state/database.hpp"
#include "host/state/schema.hpp"
#include "host/state/state_directory.hpp"
#include "host/state/store.hpp"

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <system_error>
#include <utility>

namespace host {
namespace {

// Of an integrity check: more of them say no more.
constexpr int most_faults = 10;

class Checker {
public:
    Checker(const StateOptions& options, StateCheck& check) : options_{options}, check_{check} {}

    void run() {
        auto database = Database::open(options_);
        if (!database) {
            fault(database.error().text);
            return;
        }
        database_ = *std::move(database);
        check_pages();
        if (check_layout()) {
            check_sources();
            check_quota();
            count();
        }
    }

private:
    void fault(std::string sentence) { check_.faults.push_back(std::move(sentence)); }
    void fault(const std::string& what, const std::string& found) {
        fault(database_->path() + ": " + what + ": " + found);
    }

    void check_pages() {
        Statement statement =
            database_->prepare("PRAGMA integrity_check(" + std::to_string(most_faults) + ")");
        auto step = statement.step();
        for (; step == Statement::Step::row; step = statement.step()) {
            if (statement.text(0) != "ok") {
                fault("its pages are damaged", statement.string(0));
            }
        }
        if (step == Statement::Step::failed) {
            fault(database_->error("look through its pages").text);
        }
    }

    // Tables and indexes are those of this version.
    bool check_layout() {
        if (const auto fit = check_version(*database_); !fit) {
            fault(fit.error().text);
            return false;
        }
        const auto expected = fresh_layout();
        const auto found = layout(*database_);
        if (!expected || !found) {
            fault(database_->error("read its layout").text);
            return false;
        }
        if (*found != *expected) {
            fault("expected the tables of this version of Sluice", "others");
            return false;
        }
        return true;
    }

    using Layout = std::map<std::string, std::string>;  // name, SQL

    static std::optional<Layout> layout(Database& database) {
        Layout layout;
        Statement statement = database.prepare(
            "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'"
        );
        auto step = statement.step();
        for (; step == Statement::Step::row; step = statement.step()) {
            layout.emplace(statement.string(0), statement.string(1));
        }
        return step == Statement::Step::done ? std::optional{std::move(layout)} : std::nullopt;
    }

    static std::optional<Layout> fresh_layout() {
        auto fresh = Database::open_plain(":memory:");
        return fresh && (*fresh)->exec(state_tables()) ? layout(**fresh) : std::nullopt;
    }

    void check_sources() {
        auto store = Store::open(options_);
        if (!store) {
            fault(store.error().text);
            return;
        }
        Statement names = database_->prepare("SELECT pipeline FROM sources");
        auto step = names.step();
        for (; step == Statement::Step::row; step = names.step()) {
            check_source(*store, names.string(0));
            ++check_.pipelines;
        }
        if (step == Statement::Step::failed) {
            fault(database_->error("read the checkpoints").text);
        }
    }

    void check_source(Store& store, const std::string& pipeline) {
        const auto source = store.source(pipeline);
        if (!source) {
            fault(source.error().text);
        } else if (*source && (*source)->counts.pending() > (*source)->counts.updates) {
            fault(
                "the counts of pipeline '" + pipeline + "' do not add up", "more final than read"
            );
        }
    }

    void check_quota() {
        Statement wrong = database_->prepare("SELECT account FROM quota WHERE count < 0");
        auto step = wrong.step();
        for (; step == Statement::Step::row; step = wrong.step()) {
            fault("expected a quota that was used", "less than nothing, of " + wrong.string(0));
        }
        if (step == Statement::Step::failed) {
            fault(database_->error("read the quota").text);
        }
    }

    void count() {
        Statement statement =
            database_->prepare("SELECT (SELECT count(*) FROM rejects), (SELECT count(*) FROM runs)"
            );
        if (statement.step() == Statement::Step::row) {
            check_.rejects = statement.count(0);
            check_.runs = statement.count(1);
        }
    }

    const StateOptions& options_;
    StateCheck& check_;
    std::unique_ptr<Database> database_;
};

}  // namespace

StateCheck check_state(const StateOptions& options) {
    StateCheck check;
    const std::filesystem::path file = options.directory / "state.db";
    std::error_code failed;
    check.is_there = std::filesystem::exists(file, failed);
    if (!check.is_there) {
        return check;
    }
    check.bytes = std::filesystem::file_size(file, failed);
    if (is_emptied(options.directory)) {
        check.faults.push_back(emptied(options.directory).text);
        return check;
    }
    Checker{options, check}.run();
    return check;
}

}  // namespace host
