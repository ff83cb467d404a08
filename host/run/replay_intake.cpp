#include "host/run/replay_intake.hpp"

#include <utility>

namespace host {
namespace {

constexpr std::size_t page_rows = 500;

// The mapping refused the record as a whole, whatever number of updates it would have made.
bool was_whole(const RejectRow& row) {
    const std::string& code = row.why.code;
    return row.attempts == 0 &&
           (code == "bad_cast" || code == "bad_type" || code == "too_many_values");
}

}  // namespace

ReplayIntake::ReplayIntake(
    PipelinePlan& plan, Store& store, RejectFilter filter, std::uint64_t seed
)
    : plan_{plan}, store_{store}, filter_{std::move(filter)}, seed_{seed} {}

bool ReplayIntake::load_page() {
    auto rows = store_.rejects(filter_, last_id_, page_rows);
    if (!rows) {
        error_ = rows.error().text;
        return false;
    }
    page_ = *std::move(rows);
    at_ = 0;
    if (!page_.empty()) {
        last_id_ = page_.back().id;
    }
    return true;
}

Intake::Step ReplayIntake::take_one(Delivery& delivery) {
    if (at_ == page_.size() && !load_page()) {
        return Step::failed;
    }
    if (page_.empty()) {
        return Step::end;
    }
    RejectRow& row = page_[at_++];
    auto record = delivery.take_record();
    record->at = {next_ordinal_, row.at.line, next_ordinal_ + 1};
    record->payload = record->arena.copy(row.payload);
    Replayed& replayed = open_[next_ordinal_++];
    replayed.row = std::move(row);
    hand_on(delivery, std::move(record), replayed);
    return Step::read;
}

std::optional<Rejection> ReplayIntake::choose(Record& record, Replayed& replayed) const {
    if (was_whole(replayed.row)) {
        replayed.updates = record.updates.size();
        replayed.left = replayed.updates;
    } else if (replayed.row.sub < record.updates.size()) {
        record.updates = record.updates.subspan(replayed.row.sub, 1);
    } else {
        return Rejection{
            .code = "identifier_gone",
            .message = "expected as many identifiers as when the record was rejected, found fewer: "
                       "the mapping has changed",
            .field = {},
        };
    }
    for (Slots& update : record.updates) {
        update.op = plan_.pipeline.op;
    }
    return std::nullopt;
}

void ReplayIntake::hand_on(Delivery& delivery, std::unique_ptr<Record> record, Replayed& replayed) {
    auto rejection = parser_.parse(record->payload, record->at.line, record->arena, document_);
    if (!rejection) {
        rejection = plan_.mapping.apply(document_, *record, seed_);
    }
    if (!rejection) {
        rejection = choose(*record, replayed);
    }
    if (rejection) {
        delivery.reject_unsent(std::move(record), *std::move(rejection));
        return;
    }
    delivery.admit(std::move(record));
}

std::optional<Replayed> ReplayIntake::settle(std::uint64_t ordinal) {
    if (--open_.at(ordinal).left != 0) {
        return std::nullopt;
    }
    return std::move(open_.extract(ordinal).mapped());
}

}  // namespace host
