#include "host/conform/event_loop.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <sys/epoll.h>
#include <system_error>

namespace host {

EventLoop::EventLoop() : epoll_{epoll_create1(EPOLL_CLOEXEC)} {
    if (!epoll_) {
        throw std::system_error{errno, std::generic_category(), "epoll_create1"};
    }
}

void EventLoop::add(int fd, For what, std::function<void()> ready) {
    epoll_event event{};
    event.events = what == For::reading ? EPOLLIN : EPOLLIN | EPOLLOUT;
    event.data.fd = fd;
    const int operation = ready_.contains(fd) ? EPOLL_CTL_MOD : EPOLL_CTL_ADD;
    if (epoll_ctl(epoll_.get(), operation, fd, &event) != 0) {
        throw std::system_error{errno, std::generic_category(), "epoll_ctl"};
    }
    ready_[fd] = std::make_shared<std::function<void()>>(std::move(ready));
}

void EventLoop::remove(int fd) {
    if (ready_.erase(fd) != 0) {
        epoll_ctl(epoll_.get(), EPOLL_CTL_DEL, fd, nullptr);
    }
}

EventLoop::Timer EventLoop::at(Clock::time_point when, std::function<void()> due) {
    const Timer timer{when, ++timers_made_};
    timers_.emplace(timer, std::move(due));
    return timer;
}

void EventLoop::fire_timers() {
    const Clock::time_point now = Clock::now();
    while (!timers_.empty() && timers_.begin()->first.first <= now) {
        const auto first = timers_.extract(timers_.begin());
        first.mapped()();
    }
}

void EventLoop::turn(Clock::time_point until) {
    if (!timers_.empty()) {
        until = std::min(until, timers_.begin()->first.first);
    }
    const auto left = std::chrono::ceil<std::chrono::milliseconds>(until - Clock::now());
    const auto patience =
        static_cast<int>(std::clamp<std::chrono::milliseconds::rep>(left.count(), 0, 60'000));
    std::array<epoll_event, 64> events{};
    const int count = epoll_wait(epoll_.get(), events.data(), events.size(), patience);
    for (int i = 0; i < count; ++i) {
        const auto known = ready_.find(events[static_cast<std::size_t>(i)].data.fd);
        if (known != ready_.end()) {
            const auto callback = known->second;  // it may remove itself
            (*callback)();
        }
    }
    fire_timers();
}

bool EventLoop::run(const std::function<bool()>& is_done, Clock::time_point deadline) {
    while (!is_done()) {
        if (Clock::now() >= deadline) {
            return false;
        }
        turn(deadline);
    }
    return true;
}

}  // namespace host
