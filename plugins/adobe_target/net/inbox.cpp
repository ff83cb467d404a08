#include "adobe_target/net/inbox.hpp"

#include "adobe_target/api/outcomes.hpp"

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace adobe_target {

void Inbox::push(sluice::Record record) {
    std::unique_lock lock{mutex_};
    if (is_closed_) {
        lock.unlock();
        std::move(record).finish(cancelled());
        return;
    }
    records_.push_back(std::move(record));
    const bool wakes = idle_ > 0 && !wake_is_posted_;
    wake_is_posted_ = wake_is_posted_ || wakes;
    lock.unlock();
    if (wakes) {
        wake_later();
    }
}

void Inbox::close() {
    std::deque<sluice::Record> open;
    {
        const std::lock_guard lock{mutex_};
        is_closed_ = true;
        open.swap(records_);
        wake_is_posted_ = true;
    }
    for (sluice::Record& record : open) {
        std::move(record).finish(cancelled());
    }
    wake_later();
}

sluice::http::Task<std::optional<sluice::Record>> Inbox::next() {
    std::optional<sluice::Record> record;
    while (!take(record)) {
        co_await filled_.wait();
        rouse();
    }
    co_return record;
}

// False if the caller must wait: it is counted as idle in the same breath, so that no push goes
// unnoticed.
bool Inbox::take(std::optional<sluice::Record>& record) {
    const std::lock_guard lock{mutex_};
    if (records_.empty()) {
        idle_ += is_closed_ ? 0U : 1U;
        return is_closed_;
    }
    record.emplace(std::move(records_.front()));
    records_.pop_front();
    return true;
}

void Inbox::rouse() {
    const std::lock_guard lock{mutex_};
    --idle_;
}

void Inbox::wake_later() {
    boost::asio::post(context_, [this] { wake(); });
}

void Inbox::wake() {
    std::size_t wanted = 0;
    bool is_closed = false;
    {
        const std::lock_guard lock{mutex_};
        wake_is_posted_ = false;
        is_closed = is_closed_;
        wanted = std::min(idle_, records_.size());
    }
    if (is_closed) {
        filled_.notify_all();
        return;
    }
    for (; wanted > 0; --wanted) {
        filled_.notify_one();
    }
}

}  // namespace adobe_target
