#include "tests/support/http_caller.hpp"

#include <boost/asio/co_spawn.hpp>

#include <exception>
#include <utility>

namespace support {

using sluice::http::Endpoint;
using sluice::http::Failure;

HttpCaller::HttpCaller(sluice::http::Settings settings) {
    client_.emplace(context_, std::move(settings));
}

// NOLINTNEXTLINE(bugprone-exception-escape): what an exchange throws is a bug that ends the test.
HttpCaller::~HttpCaller() {
    client_.reset();
    context_.restart();
    context_.run();
}

HttpAnswer& HttpCaller::start(
    const Endpoint& endpoint, std::string_view request, std::chrono::milliseconds limit
) {
    Call& call = calls_.emplace_back();
    call.endpoint = endpoint;
    call.request = request;
    const auto deadline = std::chrono::steady_clock::now() + limit;
    boost::asio::co_spawn(
        context_,
        client_->exchange(call.endpoint, call.request, deadline, call.answer.reply),
        [&call](const std::exception_ptr& bug, std::optional<Failure> failure) {
            if (bug) {
                std::rethrow_exception(bug);
            }
            call.answer.failure = std::move(failure);
            call.answer.has_come = true;
        }
    );
    return call.answer;
}

void HttpCaller::run_until(const std::function<bool()>& is_so) {
    context_.restart();
    while (!is_so() && context_.run_one() != 0) {
    }
}

void HttpCaller::wait(const HttpAnswer& answer) {
    run_until([&answer] { return answer.has_come; });
}

HttpAnswer& HttpCaller::ask(
    const Endpoint& endpoint, std::string_view request, std::chrono::milliseconds limit
) {
    HttpAnswer& answer = start(endpoint, request, limit);
    wait(answer);
    return answer;
}

}  // namespace support
