#include "host/conform/mock/mock_connection.hpp"

#include "host/conform/mock/answer_text.hpp"
#include "host/conform/mock/mock_server.hpp"

#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <utility>

namespace host {
namespace {

using How = MockReply::How;

constexpr std::chrono::milliseconds drip_pause{5};

}  // namespace

MockConnection::MockConnection(MockServer& server, std::uint64_t number, FileDescriptor socket)
    : server_{server}, number_{number}, socket_{std::move(socket)} {
    listen_for(EventLoop::For::reading);
}

MockConnection::~MockConnection() {
    if (timer_) {
        server_.loop_.cancel(*timer_);
    }
    if (reply_) {
        server_.left_waiting();
    }
    server_.loop_.remove(socket_.get());
}

void MockConnection::listen_for(EventLoop::For what) {
    server_.loop_.add(socket_.get(), what, [this] { ready(); });
}

void MockConnection::end() {
    server_.forget(number_);
}

void MockConnection::ready() {
    const bool has_ended = !read_all();
    if (has_ended && (!reply_ || written_ == output_.size())) {
        // A client that shut down its sending side alone is served no further: none of HTTP's does
        // so.
        return end();
    }
    if (!output_.empty() && written_ < output_.size() && !timer_) {
        return write_some();
    }
    if (!reply_) {
        serve_next();
    }
}

bool MockConnection::read_all() {
    std::array<char, 65536> buffer{};
    for (;;) {
        const ssize_t got = recv(socket_.get(), buffer.data(), buffer.size(), MSG_DONTWAIT);
        if (got > 0) {
            parser_.feed({buffer.data(), static_cast<std::size_t>(got)});
        } else if (got == 0 || (errno != EINTR && errno != EAGAIN)) {
            return false;
        } else if (errno == EAGAIN) {
            return true;
        }
    }
}

void MockConnection::serve_next() {
    auto request = parser_.take();
    if (!parser_.error().empty()) {
        server_.ledger_.faults.push_back("a request that is no HTTP/1.1: " + parser_.error());
        return end();
    }
    if (!request) {
        if (parser_.wants_continue()) {
            constexpr std::string_view go_on = "HTTP/1.1 100 Continue\r\n\r\n";
            [[maybe_unused]] const ssize_t sent =
                ::send(socket_.get(), go_on.data(), go_on.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
        }
        return;
    }
    generation_ = server_.generation_;
    reply_ = server_.receive(number_, std::move(*request), entry_);
    if (reply_->delay.count() == 0) {
        return begin_answer();
    }
    timer_ = server_.loop_.at(EventLoop::Clock::now() + reply_->delay, [this] {
        timer_.reset();
        begin_answer();
    });
}

void MockConnection::begin_answer() {
    output_ = answer_text(*reply_);
    written_ = 0;
    if (reply_->how == How::never) {
        return;
    }
    if (reply_->how == How::reset) {
        const linger at_once{1, 0};
        setsockopt(socket_.get(), SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
        return end();
    }
    write_some();
}

void MockConnection::write_some() {
    const bool drips = reply_ && reply_->how == How::drip;
    while (written_ < output_.size()) {
        const std::size_t most = drips ? 1 : output_.size() - written_;
        const ssize_t sent =
            ::send(socket_.get(), output_.data() + written_, most, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent < 0 && errno == EINTR) {
            continue;
        }
        if (sent < 0) {
            return errno == EAGAIN ? listen_for(EventLoop::For::reading_and_writing) : end();
        }
        written_ += static_cast<std::size_t>(sent);
        if (drips && written_ < output_.size()) {
            timer_ = server_.loop_.at(EventLoop::Clock::now() + drip_pause, [this] {
                timer_.reset();
                write_some();
            });
            return;
        }
    }
    finish_answer();
}

void MockConnection::finish_answer() {
    const How how = reply_->how;
    const bool is_whole = how == How::answer || how == How::drip || how == How::close_after;
    if (is_whole) {
        reply_.reset();
        server_.answered(entry_, generation_);
    }
    if (how == How::close_after) {
        return end();
    }
    if (!is_whole) {
        shutdown(socket_.get(), SHUT_WR);
        return;
    }
    output_.clear();
    written_ = 0;
    listen_for(EventLoop::For::reading);
    serve_next();  // one may have come with the last
}

}  // namespace host
