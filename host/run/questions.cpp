#include "host/run/questions.hpp"

#include <algorithm>
#include <span>
#include <utility>

namespace host {
namespace {

using namespace std::chrono_literals;

constexpr Time grace = 10s;  // as a batch of records has

}  // namespace

bool Questions::ask(
    Instance& instance,
    std::unique_ptr<KeptUpdate> update,
    std::uint64_t mark,
    std::uint32_t flags,
    Time deadline
) {
    const std::uint64_t token = ++last_token_;
    Open& open = open_[token];  // before it is asked: the answer may come from inside
    open = {mark, deadline, std::move(update), {}};
    open.record = open.update->record(token);
    const bool taken = instance.ask(std::span{&open.record, 1}, flags, deadline);
    if (!taken) {
        open_.erase(token);
    }
    return taken;
}

std::optional<Questions::Asked> Questions::answered(std::uint64_t token) {
    auto found = open_.extract(token);
    if (found.empty()) {
        return std::nullopt;
    }
    return Asked{found.mapped().mark, std::move(found.mapped().update)};
}

std::vector<std::uint64_t> Questions::give_up_overdue(Time now) {
    std::vector<std::uint64_t> marks;
    while (!open_.empty() && open_.begin()->second.deadline + grace < now) {
        marks.push_back(open_.begin()->second.mark);
        given_up_.push_back(open_.extract(open_.begin()));
    }
    return marks;
}

std::vector<std::uint64_t> Questions::give_up_all() {
    std::vector<std::uint64_t> marks;
    while (!open_.empty()) {
        marks.push_back(open_.begin()->second.mark);
        given_up_.push_back(open_.extract(open_.begin()));
    }
    return marks;
}

std::optional<Time> Questions::next_look() const {
    return open_.empty() ? std::nullopt : std::optional{open_.begin()->second.deadline + grace};
}

}  // namespace host
