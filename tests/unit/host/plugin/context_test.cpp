#include "host/plugin/context.hpp"

#include <sluice/text.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <string>
#include <thread>
#include <vector>

namespace {

class OneSecret final : public host::SecretSource {
public:
    sluice::Result<std::string, host::Problem> secret(std::string_view name) const override {
        if (name == "key") {
            return std::string{"four"};
        }
        return host::Problem{"none"};
    }
};

struct Fixture {
    host::Bell bell;
    OneSecret secrets;
    host::Context context{bell, secrets};
    const sluice_host& table = host::Context::table();
};

}  // namespace

TEST_CASE_METHOD(
    Fixture, "every function of the table but extension is there, and extension offers nothing"
) {
    CHECK(table.struct_size == sizeof(sluice_host));
    CHECK(table.complete != nullptr);
    CHECK(table.metric_add != nullptr);
    CHECK(table.extension(context.handle(), "host.kv/1") == nullptr);
    CHECK(table.mono_ns(context.handle()) > 0);
    CHECK(table.unix_ns(context.handle()) > 0);
}

TEST_CASE_METHOD(
    Fixture, "a verdict's texts are copied, cut at 512 bytes, and its delay is capped at an hour"
) {
    std::string message(2000, 'm');
    sluice_result result{};
    result.token = 9;
    result.status = SLUICE_RETRY;
    result.reason = 999;
    result.message = sluice::to_str(message);
    result.retry_after_ms = ~0ULL;
    table.complete(context.handle(), &result, 1);
    message.assign(2000, 'x');
    std::vector<host::Completion> taken;
    context.take_completions(taken);
    REQUIRE(taken.size() == 1);
    CHECK(taken[0].outcome.message == std::string(512, 'm'));
    CHECK(taken[0].outcome.retry_after == std::chrono::hours{1});
    CHECK(taken[0].outcome.reason == sluice::Reason::internal);
}

TEST_CASE_METHOD(Fixture, "verdicts from several threads all arrive, each once") {
    constexpr std::uint64_t each = 1000;
    std::vector<std::thread> threads;
    for (std::uint64_t thread = 0; thread < 4; ++thread) {
        threads.emplace_back([this, thread] {
            for (std::uint64_t i = 0; i < each; ++i) {
                sluice_result result{};
                result.token = thread * each + i;
                result.status = SLUICE_DELIVERED;
                table.complete(context.handle(), &result, 1);
            }
        });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
    std::vector<host::Completion> taken;
    context.take_completions(taken);
    std::vector<bool> seen(4 * each);
    for (const auto& completion : taken) {
        CHECK_FALSE(seen.at(completion.token));
        seen.at(completion.token) = true;
    }
    CHECK(taken.size() == 4 * each);
}

TEST_CASE_METHOD(
    Fixture, "a secret that does not fit tells its length, and an unknown one is not found"
) {
    std::array<char, 2> small{};
    std::size_t length = 0;
    CHECK(
        table.secret(
            context.handle(), sluice::to_str("key"), small.data(), small.size(), &length
        ) == SLUICE_E_TOO_SMALL
    );
    CHECK(length == 4);
    std::array<char, 4> enough{};
    CHECK(
        table.secret(
            context.handle(), sluice::to_str("key"), enough.data(), enough.size(), &length
        ) == SLUICE_OK
    );
    CHECK(std::string_view{enough.data(), enough.size()} == "four");
    CHECK(
        table.secret(
            context.handle(), sluice::to_str("other"), enough.data(), enough.size(), &length
        ) == SLUICE_E_NOT_FOUND
    );
}

TEST_CASE_METHOD(
    Fixture, "log lines below the level are not kept, and a flood is cut and counted"
) {
    const auto say = [this](std::uint32_t level) {
        const std::array pair{sluice::to_str("key"), sluice::to_str("value")};
        table.log(context.handle(), level, sluice::to_str("hello"), pair.data(), pair.size());
    };
    say(SLUICE_LOG_DEBUG);
    CHECK(table.log_enabled(context.handle(), SLUICE_LOG_DEBUG) == 0);
    say(SLUICE_LOG_WARN);
    const auto lines = context.take_log();
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].fields.at(0).second == "value");
    for (int i = 0; i < 2000; ++i) {
        say(SLUICE_LOG_ERROR);
    }
    CHECK(context.take_log().size() == 1024);
    CHECK(context.log_lines_dropped() == 2000 - 1024);
}

TEST_CASE_METHOD(Fixture, "a metric keeps its number, a counter adds and a gauge is set") {
    const auto number = [this](std::uint32_t kind, std::string_view name) {
        return table.metric(
            context.handle(), kind, sluice::to_str(name), sluice::to_str(""), sluice::to_str("help")
        );
    };
    const auto counter = number(SLUICE_M_COUNTER, "calls");
    const auto gauge = number(SLUICE_M_GAUGE, "life");
    CHECK(counter != gauge);
    CHECK(number(SLUICE_M_COUNTER, "calls") == counter);
    CHECK(number(77, "odd") == 0);
    for (const double value : {1.0, 2.0}) {
        table.metric_add(context.handle(), counter, value);
        table.metric_add(context.handle(), gauge, value);
    }
    table.metric_add(context.handle(), 999, 5);
    const auto metrics = context.metrics();
    CHECK(metrics.at("calls").value == 3.0);
    CHECK(metrics.at("life").value == 2.0);
}
