#include "host/run/replay_intake.hpp"

#include <utility>

namespace host {
namespace {

constexpr std::size_t page_rows = 500;

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
    const std::uint32_t sub = row.sub;
    open_.emplace(next_ordinal_++, std::move(row));
    hand_on(delivery, std::move(record), sub);
    return Step::read;
}

void ReplayIntake::hand_on(Delivery& delivery, std::unique_ptr<Record> record, std::uint32_t sub) {
    auto rejection = parser_.parse(record->payload, record->at.line, record->arena, document_);
    if (!rejection) {
        rejection = plan_.mapping.apply(document_, *record, seed_);
    }
    if (!rejection && sub >= record->updates.size()) {
        rejection = Rejection{
            .code = "identifier_gone",
            .message = "expected as many identifiers as when the record was rejected, found fewer: "
                       "the mapping has changed",
            .field = {},
        };
    }
    if (rejection) {
        delivery.reject_unsent(std::move(record), *std::move(rejection));
        return;
    }
    record->updates = record->updates.subspan(sub, 1);
    record->updates.front().op = plan_.pipeline.op;
    delivery.admit(std::move(record));
}

RejectRow ReplayIntake::take_row(std::uint64_t ordinal) {
    auto node = open_.extract(ordinal);
    return node.empty() ? RejectRow{} : std::move(node.mapped());
}

}  // namespace host
