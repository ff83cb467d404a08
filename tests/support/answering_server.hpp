// An HTTP server on loopback for unit tests of plugins: every connection's requests go to one
// function, which answers, waits at a gate, or ends the connection.
#pragma once

#include "tests/support/scripted_server.hpp"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace test {

// "HTTP/1.1 <status> ...", with a body.
inline std::string reply(int status, std::string_view body, std::string_view headers = {}) {
    std::string bytes = "HTTP/1.1 " + std::to_string(status) + " Said\r\n";
    bytes += headers;
    bytes += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n";
    bytes += body;
    return bytes;
}

// A door that stays shut until it is opened.
class Gate {
public:
    void open() {
        const std::lock_guard lock{mutex_};
        is_open_ = true;
        opened_.notify_all();
    }
    void pass() {
        std::unique_lock lock{mutex_};
        opened_.wait_for(lock, std::chrono::seconds{60}, [&] { return is_open_; });
    }

private:
    std::mutex mutex_;
    std::condition_variable opened_;
    bool is_open_ = false;
};

// Whether its first line holds `text`.
inline bool is_for(const std::string& request, std::string_view text) {
    return request.substr(0, request.find("\r\n")).find(text) != std::string::npos;
}

// One function answers all.
class AnsweringServer {
public:
    // Of a whole request; "" ends the connection by a reset.
    using Answer = std::function<std::string(const std::string& request)>;

    explicit AnsweringServer(Answer answer)
        : answer_{std::move(answer)}, server_{[this](support::Peer& peer) { serve(peer); }} {}

    std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }

    std::size_t connections() const { return server_.accepted(); }

    // Requests whose first line holds `text`, so far.
    std::size_t count(std::string_view text) {
        const std::lock_guard lock{mutex_};
        return found(text);
    }
    // Waits until so many have come.
    bool wait_for(std::string_view text, std::size_t wanted) {
        std::unique_lock lock{mutex_};
        return came_.wait_for(lock, std::chrono::seconds{60}, [&] {
            return found(text) >= wanted;
        });
    }
    std::vector<std::string> requests() {
        const std::lock_guard lock{mutex_};
        return requests_;
    }

private:
    std::size_t found(std::string_view text) const {
        return static_cast<std::size_t>(std::count_if(
            requests_.begin(),
            requests_.end(),
            [&](const std::string& request) { return is_for(request, text); }
        ));
    }

    void serve(support::Peer& peer) {
        while (const auto request = peer.request()) {
            {
                const std::lock_guard lock{mutex_};
                requests_.push_back(*request);
                came_.notify_all();
            }
            const std::string bytes = answer_(*request);
            if (bytes.empty()) {
                peer.reset();
                return;
            }
            peer.send(bytes);
        }
    }

    Answer answer_;
    std::mutex mutex_;  // guards requests_
    std::condition_variable came_;
    std::vector<std::string> requests_;
    support::ScriptedServer server_;
};

}  // namespace test
