#include "host/state/rebuild_state.hpp"

#include "host/state/final_set.hpp"
#include "host/state/salvage.hpp"
#include "host/state/schema.hpp"
#include "host/state/sealed_finals.hpp"
#include "host/state/state_check.hpp"
#include "host/state/state_directory.hpp"
#include "host/state/store.hpp"

#include <map>
#include <set>
#include <system_error>
#include <utility>

namespace host {
namespace {

namespace fs = std::filesystem;

// What a table holds, as people call one of it and many.
struct Rows {
    const char* one;
    const char* many;
    const char* if_lost;  // what that means; "" for nothing
};

class Rebuilding {
public:
    Rebuilding(
        const fs::path& directory,
        const fs::path& workshop,
        const std::vector<std::string>& pipelines
    )
        : directory_{directory}, workshop_{workshop}, pipelines_{pipelines} {}

    StateResult<Done> build();
    std::vector<std::string> sentences() const { return sentences_; }

private:
    StateResult<Done> copy_damaged();
    StateResult<Done> salvage();
    void save_tables(Database& damaged, Database& fresh);
    void save_checkpoints(Database& damaged, Database& fresh);
    void check_checkpoints(Database& fresh);
    void look_for_generation(Database& fresh, const std::string& pipeline);
    StateResult<Done> restart(Database& fresh);
    void tell(std::string sentence) { sentences_.push_back(std::move(sentence)); }
    void tell(const Rows& rows, const Salvaged& sum);

    const fs::path& directory_;
    const fs::path& workshop_;
    const std::vector<std::string>& pipelines_;
    std::vector<std::string> sentences_;
    std::map<std::string, std::int64_t> restarted_;  // pipeline, its last generation
};

StateResult<Done> Rebuilding::build() {
    if (auto copied = copy_damaged(); !copied) {
        return copied;
    }
    if (auto saved = salvage(); !saved) {
        return saved;
    }
    const StateCheck check = check_state({.directory = workshop_});
    if (!check.faults.empty()) {
        return StateError{
            .text = "the repaired state is not sound either, so the old one was left as it is: " +
                    check.faults.front()};
    }
    std::error_code none;
    if (fs::file_size(workshop_ / "state.db-wal", none) != 0 && !none) {
        return StateError{
            .text = (workshop_ / "state.db-wal").string() +
                    ": expected all of it in state.db by now, found more; the old state was left "
                    "as it is, repair it again"};
    }
    return Done{};
}

// SQLite may write to what it opens: the damaged files themselves stay as they were found.
StateResult<Done> Rebuilding::copy_damaged() {
    if (auto made = make_state_directory(workshop_); !made) {
        return made;
    }
    std::error_code error;
    for (const char* suffix : {"", "-wal"}) {
        const fs::path from = (directory_ / "state.db").string() + suffix;
        if (!fs::exists(from, error)) {
            continue;
        }
        if (!fs::copy_file(from, (workshop_ / "damaged.db").string() + suffix, error)) {
            return system_error(from, "copy it", error.value());
        }
    }
    return Done{};
}

StateResult<Done> Rebuilding::salvage() {
    auto opened = open_state({.directory = workshop_});
    if (!opened) {
        return opened.error();
    }
    Database& fresh = **opened;
    // Whether it can be read shows with the first statement.
    auto damaged = Database::open_plain((workshop_ / "damaged.db").string());
    if (!damaged || !(*damaged)->exec("SELECT count(*) FROM sqlite_schema")) {
        tell(
            "nothing can be read of it: " +
            (damaged ? (*damaged)->error("open it") : damaged.error()).text
        );
        tell("all sources start from the beginning, what was delivered is sent again; rejects and "
             "the use of quotas are lost");
        return Done{};
    }
    {
        Transaction transaction{fresh};
        save_tables(**damaged, fresh);
        save_checkpoints(**damaged, fresh);
        if (!transaction.commit()) {
            return fresh.error("save rows");
        }
    }
    return restart(fresh);
}

void Rebuilding::tell(const Rows& rows, const Salvaged& sum) {
    const std::string count = std::to_string(sum.copied);
    std::string sentence = count + ' ' + (sum.copied == 1 ? rows.one : rows.many) + " saved";
    if (sum.lost != 0) {
        sentence += "; at most " + std::to_string(sum.lost) + " could not be read";
    } else if (!sum.is_complete) {
        sentence += "; others could not be read";
    }
    tell(sentence + (sum.is_complete && sum.lost == 0 ? "" : rows.if_lost));
}

void Rebuilding::save_tables(Database& damaged, Database& fresh) {
    Salvage salvage{damaged, fresh};
    tell({"reject", "rejects", " and are lost"}, salvage.numbered("rejects"));
    tell({"run of the history", "runs of the history", ""}, salvage.numbered("runs"));
    tell(
        {"use of a quota",
         "uses of a quota",
         ": an account may be used beyond its quota until the window has passed"},
        salvage.quota()
    );
    if (salvage.named("meta", "name", {"user_key_seed"}).copied == 0) {
        tell("the seed of the user keys is lost: a replay cannot know which of the saved rejects "
             "were overtaken by newer updates");
    }
}

void Rebuilding::save_checkpoints(Database& damaged, Database& fresh) {
    const Salvaged sum = Salvage{damaged, fresh}.named("sources", "pipeline", pipelines_);
    check_checkpoints(fresh);
    std::set<std::string> known{pipelines_.begin(), pipelines_.end()};
    for (const char* table : {"rejects", "runs"}) {
        Statement names = fresh.prepare(std::string{"SELECT DISTINCT pipeline FROM "} + table);
        while (names.step() == Statement::Step::row) {
            known.insert(names.string(0));
        }
    }
    Statement look = fresh.prepare("SELECT next_ordinal FROM sources WHERE pipeline = ?1");
    for (const std::string& pipeline : known) {
        if (look.bind(pipeline).step() == Statement::Step::row) {
            tell(
                "checkpoint of " + pipeline + " saved: it goes on at record " +
                std::to_string(look.count(0) + 1)
            );
            continue;
        }
        look.reset();
        if (!sum.is_complete || sum.lost != 0) {
            tell(
                "checkpoint of " + pipeline +
                " unreadable: it starts from the beginning, what "
                "was delivered is sent again"
            );
        }
        look_for_generation(fresh, pipeline);
    }
}

// What is read but does not fit together would skip records.
void Rebuilding::check_checkpoints(Database& fresh) {
    std::vector<std::string> wrong;
    Statement rows = fresh.prepare(
        "SELECT pipeline, finals, next_ordinal, next_line, next_end, finished FROM sources"
    );
    while (rows.step() == Statement::Step::row) {
        const Location next{.ordinal = rows.count(2), .line = rows.count(3), .end = rows.count(4)};
        const auto finals = unseal(rows.text(1), {.next = next, .finished = rows.integer(5) != 0});
        if (!finals || !decode_finals(*finals, next.ordinal)) {
            wrong.push_back(rows.string(0));
        }
    }
    rows.reset();
    Statement erase = fresh.prepare("DELETE FROM sources WHERE pipeline = ?1");
    for (const std::string& pipeline : wrong) {
        erase.bind(pipeline).run();
        tell(
            "checkpoint of " + pipeline +
            " damaged: it starts from the beginning, what was "
            "delivered is sent again"
        );
    }
}

void Rebuilding::look_for_generation(Database& fresh, const std::string& pipeline) {
    Statement last = fresh.prepare(
        "SELECT max(CAST(generation AS INTEGER)) FROM (SELECT generation FROM rejects WHERE"
        " pipeline = ?1 UNION ALL SELECT generation FROM runs WHERE pipeline = ?1)"
    );
    if (last.bind(pipeline).step() == Statement::Step::row && last.integer(0) != 0) {
        restarted_.emplace(pipeline, last.integer(0));
    }
}

// Their source becomes a finished one that no file is: the next run begins a new generation, whose
// number no saved reject has.
StateResult<Done> Rebuilding::restart(Database& fresh) {
    auto store = Store::open({.directory = workshop_});
    if (!store) {
        return store.error();
    }
    Statement finish = fresh.prepare(
        "UPDATE sources SET generation = ?2, finals = ?3, finished = 1 WHERE pipeline = ?1"
    );
    for (const auto& [pipeline, generation] : restarted_) {
        const auto begun = store->begin_generation(pipeline, {}, 0);
        if (!begun) {
            return begun.error();
        }
        const std::string finals = seal(
            encode_finals(begun->checkpoint).value_or(""),
            {.next = begun->checkpoint.next, .finished = true}
        );
        if (!finish.bind(pipeline, generation, Blob{finals}).run()) {
            return fresh.error("save a generation");
        }
    }
    return Done{};
}

}  // namespace

StateResult<std::vector<std::string>> rebuild_state(
    const fs::path& directory, const fs::path& workshop, const std::vector<std::string>& pipelines
) {
    Rebuilding rebuilding{directory, workshop, pipelines};
    if (auto built = rebuilding.build(); !built) {
        return built.error();
    }
    return rebuilding.sentences();
}

}  // namespace host
