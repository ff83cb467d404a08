#include "host/run/try_record.hpp"

#include "host/mapping/slot.hpp"
#include "host/report/text.hpp"
#include "host/source/source.hpp"

#include <sluice/text.hpp>

#include <algorithm>
#include <utility>
#include <vector>

namespace host {
namespace {

// The slots by whose values a user is told from others; all, if the action keeps no order.
std::vector<std::size_t> identifier_slots(const PipelinePlan& plan) {
    std::vector<std::size_t> slots;
    const auto& order = plan.action.order_by;
    const auto fields = plan.mapping.fields();
    for (std::size_t slot = 0; slot < fields.size(); ++slot) {
        const std::string_view name = sluice::to_view(fields[slot].name);
        const bool is_key = std::any_of(order.begin(), order.end(), [&](const auto& names) {
            return std::find(names.begin(), names.end(), name) != names.end();
        });
        if (is_key || order.empty()) {
            slots.push_back(slot);
        }
    }
    return slots;
}

class Search {
public:
    Search(PipelinePlan& plan, const TrySubject& subject)
        : plan_{plan}, subject_{subject}, identifiers_{identifier_slots(plan)} {}

    // False once nothing more need be read.
    bool look_at(Read read, const Rejection& why) {
        ++records_;
        const bool is_line = subject_.line && record_.at.line == *subject_.line;
        auto rejection = read == Read::rejected ? std::optional{why}
                                                : plan_.mapping.apply(document_, record_, 0);
        if (rejection) {
            if (is_line) {
                keep(nullptr, std::move(rejection));
            }
            return !is_line;
        }
        for (const Slots& update : record_.updates) {
            if (is_line || has_key(update)) {
                keep(&update, std::nullopt);
                break;
            }
        }
        return !is_line;
    }

    Record& record() { return record_; }
    Document& document() { return document_; }

    sluice::Result<TryRecord, Problem> found() && {
        if (found_.matches != 0) {
            return std::move(found_);
        }
        const std::string wanted = subject_.line
                                       ? "a record at line " + count_text(*subject_.line)
                                       : "a record whose " + identifier_names() + " is '" +
                                             printable(*subject_.key) + "' after mapping";
        return Problem{
            "expected " + wanted + " in " + plan_.pipeline.source.path + ", found none in " +
            count_text(records_) + " records"};
    }

private:
    bool has_key(const Slots& update) const {
        return subject_.key &&
               std::any_of(identifiers_.begin(), identifiers_.end(), [&](std::size_t slot) {
                   return slot_text(update.values[slot]) == *subject_.key;
               });
    }

    void keep(const Slots* update, std::optional<Rejection> why) {
        ++found_.matches;
        found_.line = record_.at.line;
        found_.payload = record_.payload;
        found_.why = std::move(why);
        found_.is_filtered = !found_.why && plan_.filter && !plan_.filter->matches(document_);
        found_.update =
            update == nullptr
                ? nullptr
                : std::make_unique<KeptUpdate>(update->values, plan_.pipeline.op, "sluice-try");
    }

    std::string identifier_names() const {
        std::string names;
        for (const std::size_t slot : identifiers_) {
            names += names.empty() ? "" : " or ";
            names += sluice::to_view(plan_.mapping.fields()[slot].name);
        }
        return names;
    }

    PipelinePlan& plan_;
    const TrySubject& subject_;
    std::vector<std::size_t> identifiers_;
    Record record_;
    Document document_;
    std::uint64_t records_ = 0;
    TryRecord found_;
};

}  // namespace

sluice::Result<TryRecord, Problem> find_record(PipelinePlan& plan, const TrySubject& subject) {
    if (plan.pipeline.source.path == "-") {
        return Problem{
            "expected a pipeline whose source is a file, found standard input: a stream cannot be "
            "searched"};
    }
    const auto source = open_source(plan.pipeline.source, Location{});
    if (!source) {
        return source.error();
    }
    Search search{plan, subject};
    Rejection why;
    for (;;) {
        const Read read = (*source)->next(search.record(), search.document(), why);
        if (read == Read::failed) {
            return Problem{(*source)->error()};
        }
        if ((read != Read::record && read != Read::rejected) || !search.look_at(read, why)) {
            return std::move(search).found();
        }
    }
}

}  // namespace host
