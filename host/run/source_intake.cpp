#include "host/run/source_intake.hpp"

#include <utility>

namespace host {

SourceIntake::SourceIntake(PipelinePlan& plan, std::unique_ptr<Source> source, std::uint64_t seed)
    : plan_{plan}, source_{std::move(source)}, seed_{seed} {}

Intake::Step SourceIntake::take_one(Delivery& delivery) {
    auto record = delivery.take_record();
    Rejection why;
    const Read read = source_->next(*record, document_, why);
    switch (read) {
    case Read::record:
        hand_on(delivery, std::move(record));
        return Step::read;
    case Read::rejected:
        if (delivery.skip_final(record->at)) {
            delivery.recycle(std::move(record));
        } else {
            delivery.reject_unsent(std::move(record), std::move(why));
        }
        return Step::read;
    case Read::wait:
    case Read::end:
    case Read::failed:
        delivery.recycle(std::move(record));
        break;
    }
    return read == Read::wait ? Step::wait : read == Read::end ? Step::end : Step::failed;
}

void SourceIntake::hand_on(Delivery& delivery, std::unique_ptr<Record> record) {
    if (delivery.skip_final(record->at)) {
        delivery.recycle(std::move(record));
        return;
    }
    if (plan_.filter && !plan_.filter->matches(document_)) {
        delivery.filter(std::move(record));
        return;
    }
    if (auto rejection = plan_.mapping.apply(document_, *record, seed_)) {
        delivery.reject_unsent(std::move(record), *std::move(rejection));
        return;
    }
    for (Slots& update : record->updates) {
        update.op = plan_.pipeline.op;
    }
    delivery.admit(std::move(record));
}

}  // namespace host
