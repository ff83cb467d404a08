#include "host/run/commit_pace.hpp"

namespace host {
namespace {

// What was never sent costs nothing to do again.
std::uint64_t sent(const Counts& counts) {
    return counts.delivered + counts.rejected;
}

}  // namespace

CommitPace::CommitPace(const Counts& stored)
    : finals_submitted_{stored.finals()}, sent_submitted_{sent(stored)}, sent_durable_{
                                                                             sent(stored)} {}

bool CommitPace::has_news(const Counts& counts) const {
    return counts.finals() != finals_submitted_;
}

bool CommitPace::is_due(const Counts& counts, Time now) const {
    return counts.finals() - finals_submitted_ >= part || now >= due();
}

void CommitPace::submitted(const Counts& counts, std::uint64_t number, Time now) {
    finals_submitted_ = counts.finals();
    sent_submitted_ = sent(counts);
    number_ = number;
    is_under_way_ = true;
    committed_at_ = now;
}

void CommitPace::durable(std::uint64_t number) {
    if (is_under_way_ && number >= number_) {
        is_under_way_ = false;
        sent_durable_ = sent_submitted_;
    }
}

bool CommitPace::holds_back(const Counts& counts) const {
    return sent(counts) - sent_durable_ >= group;
}

}  // namespace host
