#include "tests/support/await.hpp"
#include "tests/support/records.hpp"

#include <sluice/http/inbox.hpp>
#include <sluice/outcomes.hpp>

#include <boost/asio/detached.hpp>
#include <boost/asio/executor_work_guard.hpp>
#include <catch2/catch.hpp>

#include <set>
#include <thread>

using sluice::http::Inbox;
using sluice::http::Task;

namespace {

// Takes records and delivers each, until the inbox closes.
Task<void> deliver_all(Inbox& inbox) {
    for (;;) {
        auto record = co_await inbox.next();
        if (!record) {
            co_return;
        }
        std::move(*record).finish(sluice::delivered());
    }
}

}  // namespace

TEST_CASE("a waiting worker gets the record that comes, and others wait on") {
    boost::asio::io_context context{1};
    test::TestHost host;
    test::Records records;
    Inbox inbox{context};
    const auto first = test::start(context, inbox.next());
    const auto second = test::start(context, inbox.next());
    context.poll();
    CHECK_FALSE(first->has_value());
    inbox.push(records.take(host, {}));
    REQUIRE(test::run_until(context, [&] { return first->has_value() || second->has_value(); }));
    CHECK(first->has_value() != second->has_value());
    inbox.close();
    REQUIRE(test::run_until(context, [&] { return first->has_value() && second->has_value(); }));
    CHECK((*first)->has_value() != (*second)->has_value());
}

TEST_CASE("closing answers what is queued CANCELLED at once, and what comes later too") {
    boost::asio::io_context context{1};
    test::TestHost host;
    test::Records records;
    Inbox inbox{context};
    inbox.push(records.take(host, {}));
    inbox.push(records.take(host, {}));
    inbox.close();
    inbox.close();
    inbox.push(records.take(host, {}));
    const auto results = host.wait_for(3);
    REQUIRE(results.size() == 3);
    for (const auto& result : results) {
        CHECK(result.verdict == sluice::Verdict::cancelled);
    }
    CHECK_FALSE(test::await(context, inbox.next()));
}

TEST_CASE("no record is lost or given twice between a pushing thread and many workers") {
    constexpr std::size_t count = 20'000;
    test::TestHost host;
    test::Records records;
    for (std::size_t i = 0; i < count; ++i) {
        records.add({});
    }
    const auto all = records.from(0);
    boost::asio::io_context context{1};
    Inbox inbox{context};
    for (int i = 0; i < 16; ++i) {
        boost::asio::co_spawn(context, deliver_all(inbox), boost::asio::detached);
    }
    auto busy = boost::asio::make_work_guard(context);
    std::thread thread{[&] { context.run(); }};
    for (const sluice_record& record : all) {
        inbox.push(sluice::Record{host.host(), record});
    }
    const auto results = host.wait_for(count);
    inbox.close();
    busy.reset();
    thread.join();
    std::set<std::uint64_t> tokens;
    for (const auto& result : results) {
        tokens.insert(result.token);
        REQUIRE(result.verdict == sluice::Verdict::delivered);
    }
    CHECK(results.size() == count);
    CHECK(tokens.size() == count);
}
