// A plugin that stands on the SDK's HTTP client: each record is one request.
#include <sluice/destination.hpp>
#include <sluice/http/client.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>

#include <chrono>
#include <thread>
#include <utility>

namespace {

namespace asio = boost::asio;
namespace http = sluice::http;

class WithHttp final : public sluice::Destination {
public:
    static void validate(sluice::Findings& findings, const sluice::Spec&) {
        if (!http::parse_endpoint("https://example.org")) {
            findings.error("/config/url", "bad_url", "expected a URL");
        }
    }

    WithHttp(sluice::Host, const sluice::Spec&)
        : client_{context_, {}}, thread_{[this] { context_.run(); }} {}

    sluice_limits limits() const override { return {sizeof(sluice_limits), 64, 64, 0}; }

    void send(sluice::Record record) override {
        asio::co_spawn(context_, deliver(std::move(record)), asio::detached);
    }

    void cancel() override {
        asio::post(context_, [this] { client_.cancel(); });
    }

    void shutdown(std::chrono::nanoseconds) override {
        work_.reset();
        thread_.join();
    }

private:
    http::Task<void> deliver(sluice::Record record) {
        http::Request request;
        request.start("POST", "/", "example.org");
        request.finish("hello");
        const http::Endpoint endpoint{"example.org"};
        const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{5};
        http::Reply reply;
        const auto failure = co_await client_.exchange(endpoint, request.bytes(), deadline, reply);
        sluice::Outcome outcome;
        outcome.verdict = failure ? sluice::Verdict::retry : sluice::Verdict::delivered;
        outcome.maybe_delivered = failure && failure->written;
        std::move(record).finish(std::move(outcome));
    }

    asio::io_context context_{1};
    asio::executor_work_guard<asio::io_context::executor_type> work_{context_.get_executor()};
    http::Client client_;
    std::thread thread_;
};

}  // namespace

SLUICE_EXPORT_DESTINATION(WithHttp)
