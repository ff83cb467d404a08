
#include <sluice/http/signal.hpp>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <catch2/catch.hpp>

using sluice::http::Signal;
using sluice::http::Task;

namespace {

Task<void> wait_and_count(Signal& signal, int& woken) {
    co_await signal.wait();
    ++woken;
}

}  // namespace

TEST_CASE("one is woken by one notify, all by the other, and none before") {
    boost::asio::io_context context{1};
    Signal signal{context};
    int woken = 0;
    for (int i = 0; i < 5; ++i) {
        boost::asio::co_spawn(context, wait_and_count(signal, woken), boost::asio::detached);
    }
    context.poll();
    CHECK(woken == 0);
    signal.notify_one();
    context.poll();
    CHECK(woken == 1);
    signal.notify_all();
    context.poll();
    CHECK(woken == 5);
}

TEST_CASE("a notify that nobody waits for is not kept") {
    boost::asio::io_context context{1};
    Signal signal{context};
    signal.notify_one();
    signal.notify_all();
    int woken = 0;
    boost::asio::co_spawn(context, wait_and_count(signal, woken), boost::asio::detached);
    context.poll();
    CHECK(woken == 0);
    signal.notify_all();
    context.poll();
    CHECK(woken == 1);
}
