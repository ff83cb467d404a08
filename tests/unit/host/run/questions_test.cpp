#include "host/run/questions.hpp"
#include "tests/support/slots.hpp"

#include <sluice/text.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <string>
#include <vector>

namespace {

using namespace std::chrono_literals;

class NoSecrets final : public host::SecretSource {
public:
    sluice::Result<std::string, host::Problem> secret(std::string_view) const override {
        return host::Problem{"none"};
    }
};

// Takes questions and remembers them, or refuses.
class Deaf final : public host::Instance {
public:
    explicit Deaf(host::Context& context) : Instance{context} {}
    sluice::Result<std::vector<host::PluginIssue>, host::CheckFailure> check() override {
        return std::vector<host::PluginIssue>{};
    }
    bool send(std::span<const sluice_record>, std::chrono::nanoseconds) override { return false; }
    bool
    ask(std::span<const sluice_record> questions, std::uint32_t, std::chrono::nanoseconds
    ) override {
        if (takes) {
            held.push_back(&questions.front());
        }
        return takes;
    }
    void flush() override {}
    void cancel() override {}
    void shutdown(std::chrono::nanoseconds) override {}

    bool takes = true;
    std::vector<const sluice_record*> held;
};

std::unique_ptr<host::KeptUpdate> update(std::string_view user) {
    const std::array values{slots::text(user)};
    return std::make_unique<host::KeptUpdate>(values, SLUICE_OP_UPSERT, "");
}

struct Bench {
    host::Bell bell;
    NoSecrets secrets;
    host::Context context{bell, secrets};
    host::Questions questions;
    Deaf instance{context};

    bool ask(std::uint64_t mark, host::Time deadline) {
        const std::string user = "crm-" + std::to_string(mark);
        return questions.ask(instance, update(user), mark, 0, deadline);
    }
    std::uint64_t token(std::size_t index) const { return instance.held[index]->token; }
};

}  // namespace

TEST_CASE("an answer finds its question once, and an invented one finds none") {
    Bench bench;
    REQUIRE(bench.ask(7, 10s));
    REQUIRE(bench.ask(8, 10s));
    CHECK(bench.questions.open() == 2);
    const std::uint64_t token = bench.token(1);
    const auto asked = bench.questions.answered(token);
    REQUIRE(asked);
    CHECK(asked->mark == 8);
    CHECK(sluice::to_view(asked->update->values()[0]) == "crm-8");
    CHECK(!bench.questions.answered(token));
    CHECK(!bench.questions.answered(4711));
    CHECK(bench.questions.open() == 1);
}

TEST_CASE("a question that is not taken leaves nothing behind") {
    Bench bench;
    bench.instance.takes = false;
    CHECK(!bench.ask(7, 10s));
    CHECK(bench.questions.open() == 0);
    CHECK(!bench.questions.next_look());
}

TEST_CASE("an overdue question is given up, but the plugin may still read what it was lent") {
    Bench bench;
    REQUIRE(bench.ask(7, 10s));
    REQUIRE(bench.ask(8, 30s));
    CHECK(bench.questions.next_look() == host::Time{20s});
    CHECK(bench.questions.give_up_overdue(20s).empty());
    CHECK(bench.questions.give_up_overdue(21s) == std::vector<std::uint64_t>{7});
    CHECK(bench.questions.open() == 1);
    const sluice_record& lent = *bench.instance.held[0];
    CHECK(sluice::to_view(lent.values[0]) == "crm-7");
    CHECK(!bench.questions.answered(lent.token));
    CHECK(bench.questions.give_up_all() == std::vector<std::uint64_t>{8});
    CHECK(sluice::to_view(bench.instance.held[1]->values[0]) == "crm-8");
}
