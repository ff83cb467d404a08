#include <sluice/http/inbox.hpp>
#include <sluice/outcomes.hpp>

#include <boost/asio/post.hpp>

#include <algorithm>
#include <utility>

namespace sluice::http {

void Inbox::push(Record record) {
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
    std::deque<Record> open;
    {
        const std::lock_guard lock{mutex_};
        is_closed_ = true;
        open.swap(records_);
        wake_is_posted_ = true;
    }
    for (Record& record : open) {
        std::move(record).finish(cancelled());
    }
    wake_later();
}

Task<std::optional<Record>> Inbox::next() {
    std::optional<Record> record;
    while (!take(record)) {
        co_await filled_.wait();
        rouse();
    }
    co_return record;
}

Task<void> Inbox::next(std::vector<Record>& batch, std::size_t most) {
    batch.clear();
    while (!take(batch, most)) {
        co_await filled_.wait();
        rouse();
    }
}

// False if the caller must wait.
bool Inbox::take(std::optional<Record>& record) {
    const std::lock_guard lock{mutex_};
    if (records_.empty()) {
        return !waits();
    }
    record.emplace(std::move(records_.front()));
    records_.pop_front();
    return true;
}

// The same for several.
bool Inbox::take(std::vector<Record>& batch, std::size_t most) {
    const std::lock_guard lock{mutex_};
    if (records_.empty()) {
        return !waits();
    }
    for (; !records_.empty() && batch.size() < most; records_.pop_front()) {
        batch.push_back(std::move(records_.front()));
    }
    return true;
}

// Under the lock of the look that found nothing, the caller is counted as idle, so that no push
// goes unnoticed. False once closed.
bool Inbox::waits() {
    idle_ += is_closed_ ? 0U : 1U;
    return !is_closed_;
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

}  // namespace sluice::http
