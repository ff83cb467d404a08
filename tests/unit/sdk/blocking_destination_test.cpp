#include "tests/support/live_instance.hpp"
#include "tests/support/slots.hpp"

#include <sluice/blocking_destination.hpp>

#include <catch2/catch.hpp>

#include <condition_variable>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>

using namespace std::chrono_literals;  // NOLINT(google-build-using-namespace)
using sluice::Outcome;
using sluice::Verdict;

namespace {

// "wait" stays inside until it is cancelled or let go.
class Rows final : public sluice::BlockingDestination {
public:
    static void validate(sluice::Findings&, const sluice::Spec&) {}
    Rows(sluice::Host host, const sluice::Spec& spec)
        : BlockingDestination{host, {.threads = 3, .queue = 5}} {
        if (spec.action() == "throw") {
            throw sluice::Error{SLUICE_E_INVALID, "/action", "bad", "expected another"};
        }
    }

    Outcome deliver(const sluice::Record& record) override {
        const auto text = sluice::to_view(record[0]);
        if (text == "throw") {
            throw std::runtime_error("crm-17");
        }
        if (text == "wait") {
            const std::lock_guard lock{mutex()};
            ++inside();
            changed().notify_all();
        }
        while (text == "wait" && !is_cancelled()) {
            std::this_thread::yield();
        }
        return sluice::delivered();
    }

    // Waits until so many stand in deliver().
    static bool wait_for(int wanted) {
        std::unique_lock lock{mutex()};
        return changed().wait_for(lock, 60s, [&] { return inside() == wanted; });
    }
    static int& inside() {
        static int count = 0;
        return count;
    }

private:
    static std::mutex& mutex() {
        static std::mutex mutex;
        return mutex;
    }
    static std::condition_variable& changed() {
        static std::condition_variable changed;
        return changed;
    }
};

struct Bench {
    explicit Bench(const std::string& action = "insert") : spec{action, "{}"} {
        Rows::inside() = 0;
        spec.field("text");
        instance.emplace(host, spec);
    }

    void send(std::string_view text, std::size_t count, std::chrono::nanoseconds due = {}) {
        const std::size_t first = records.size();
        for (std::size_t i = 0; i < count; ++i) {
            records.add({slots::text(text)});
        }
        instance->send(records, first, due);
    }
    std::size_t count(Verdict verdict) {
        std::size_t found = 0;
        for (const auto& result : host.wait_for(records.size())) {
            found += result.verdict == verdict ? 1U : 0U;
        }
        return found;
    }

    test::TestHost host;
    test::TestSpec spec;
    test::Records records;
    std::optional<test::LiveInstance<Rows>> instance;
};

}  // namespace

TEST_CASE("every record gets the verdict of its call") {
    Bench bench;
    CHECK(bench.instance->limits().max_in_flight == 8);
    for (int i = 0; i < 50; ++i) {
        bench.send("gold", 8);
        bench.host.wait_for(bench.records.size());
    }
    CHECK(bench.count(Verdict::delivered) == 400);
    std::set<std::uint64_t> tokens;
    for (const auto& result : bench.host.wait_for(400)) {
        tokens.insert(result.token);
    }
    CHECK(tokens.size() == 400);
}

TEST_CASE("as many calls as threads run at once, cancel answers the queue, shutdown waits") {
    Bench bench;
    bench.send("wait", 8);
    REQUIRE(Rows::wait_for(3));
    CHECK(bench.host.wait_for(0).empty());
    bench.instance->cancel();
    bench.send("late", 1);
    bench.instance->shutdown();
    CHECK(bench.count(Verdict::cancelled) == 6);
    CHECK(bench.count(Verdict::delivered) == 3);
}

TEST_CASE("a call that throws costs the record a retry, is said once, and shows nothing of it") {
    Bench bench;
    bench.send("throw", 4);
    CHECK(bench.count(Verdict::retry) == 4);
    const std::string log = bench.host.log();
    CHECK(log.find("the plugin threw") != std::string::npos);
    CHECK(log.find("the plugin threw") == log.rfind("the plugin threw"));
    CHECK(log.find("crm-17") == std::string::npos);
    CHECK(bench.host.wait_for(4)[0].message.find("crm-17") == std::string::npos);
}

TEST_CASE("a host that exceeds max_in_flight is told so, record by record") {
    Bench bench;
    bench.send("wait", 8);
    REQUIRE(Rows::wait_for(3));
    bench.send("more", 5);
    const auto results = bench.host.wait_for(2);
    REQUIRE(results.size() == 2);
    CHECK(results[0].code == "overrun");
}

TEST_CASE("a record whose deadline passed in the queue is not begun") {
    Bench bench;
    bench.send("gold", 1, std::chrono::steady_clock::now().time_since_epoch() - 1s);
    CHECK(bench.count(Verdict::retry) == 1);
    CHECK(bench.host.wait_for(1)[0].code == "timeout");
}

TEST_CASE("an instance that is never asked anything, and one that is never made, leave no thread") {
    Bench idle;
    Bench broken{"throw"};
    CHECK(broken.instance->rc() == SLUICE_E_INVALID);
}
