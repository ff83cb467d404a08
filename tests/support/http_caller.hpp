// Makes exchanges of sluice::http for tests: runs the io_context until the replies are there.
#pragma once

#include <sluice/http/client.hpp>

#include <boost/asio/io_context.hpp>

#include <chrono>
#include <functional>
#include <list>
#include <optional>
#include <string>
#include <string_view>

namespace support {

struct HttpAnswer {
    bool has_come = false;
    std::optional<sluice::http::Failure> failure;
    sluice::http::Reply reply;
};

class HttpCaller {
public:
    explicit HttpCaller(sluice::http::Settings settings = {});
    HttpCaller(const HttpCaller&) = delete;
    HttpCaller& operator=(const HttpCaller&) = delete;
    // Cancels what is under way and lets it end.
    ~HttpCaller();  // NOLINT(bugprone-exception-escape): see there

    sluice::http::Client& client() { return *client_; }
    // Ends the client before the exchanges end.
    void drop_client() { client_.reset(); }

    // Begins an exchange; the answer's address is stable, it comes while the io_context runs.
    HttpAnswer& start(
        const sluice::http::Endpoint& endpoint,
        std::string_view request,
        std::chrono::milliseconds limit = std::chrono::seconds{60}
    );
    // Runs the io_context until `is_so()`, or until nothing is left to do.
    void run_until(const std::function<bool()>& is_so);
    void wait(const HttpAnswer& answer);
    // Both at once.
    HttpAnswer&
    ask(const sluice::http::Endpoint& endpoint,
        std::string_view request,
        std::chrono::milliseconds limit = std::chrono::seconds{60});

private:
    struct Call {
        sluice::http::Endpoint endpoint;
        std::string request;
        HttpAnswer answer;
    };

    boost::asio::io_context context_{1};
    std::list<Call> calls_;
    std::optional<sluice::http::Client> client_;
};

}  // namespace support
