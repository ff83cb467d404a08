#include "host/isolation/isolated_plugin.hpp"
#include "host/plugin/library.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <array>
#include <chrono>
#include <fstream>
#include <optional>
#include <poll.h>
#include <string>
#include <string_view>
#include <vector>

namespace {

using namespace std::chrono_literals;

class Secrets final : public host::SecretSource {
public:
    sluice::Result<std::string, host::Problem> secret(std::string_view name) const override {
        if (name == "key" && given) {
            return std::string(300, 'k');  // longer than the SDK's first buffer
        }
        return host::Problem{"no such secret"};
    }
    bool given = true;
};

host::RunnerSettings wayward(std::uint64_t max_memory = std::uint64_t{1} << 30) {
    static const auto file = host::examine_plugin(WAYWARD_PLUGIN, std::nullopt);
    REQUIRE(file);
    return {.path = file->path, .sha256 = file->sha256, .max_memory = max_memory};
}

sluice_field field(std::string_view name) {
    return {sluice_str{name.data(), name.size()}, SLUICE_T_STR, 0, {}};
}

sluice_value text(std::string_view value) {
    return {SLUICE_T_STR, static_cast<std::uint32_t>(value.size()), {value.data()}};
}

const std::array fields{field("user"), field("wish")};

host::MappingSpec spec(std::string config = "{}") {
    return {"put", std::move(config), "{}", fields};
}

// A live instance and what it needs.
struct Live {
    host::Bell bell;
    Secrets secrets;
    host::Context context{bell, secrets};
    host::IsolatedPlugin plugin;
    std::unique_ptr<host::Instance> instance;

    explicit Live(std::string config = "{}", host::RunnerSettings settings = wayward())
        : plugin{std::move(settings)} {
        auto started = plugin.start(context, spec(std::move(config)));
        REQUIRE(started);
        instance = *std::move(started);
    }

    void send(std::initializer_list<std::string_view> wishes) {
        std::vector<std::array<sluice_value, 2>> values;
        for (const std::string_view wish : wishes) {
            values.push_back({text("u"), text(wish)});
        }
        std::vector<sluice_record> records(values.size());
        for (std::size_t i = 0; i < records.size(); ++i) {
            records[i].token = i + 1;
            records[i].values = values[i].data();
            records[i].n_values = 2;
        }
        REQUIRE(instance->send(records, std::chrono::steady_clock::now().time_since_epoch() + 60s));
    }

    // Waits on the bell until `ready` or 20 s are over.
    template <class Ready>
    bool await(Ready ready) {
        const auto until = std::chrono::steady_clock::now() + 20s;
        while (!ready()) {
            pollfd rung{bell.fd(), POLLIN, 0};
            if (std::chrono::steady_clock::now() > until) {
                return false;
            }
            poll(&rung, 1, 100);
            bell.quiet();
        }
        return true;
    }

    std::vector<host::Completion> verdicts(std::size_t count) {
        std::vector<host::Completion> all;
        CHECK(await([&] {
            std::vector<host::Completion> some;
            context.take_completions(some);
            all.insert(all.end(), some.begin(), some.end());
            return all.size() >= count;
        }));
        return all;
    }

    std::string death() {
        std::optional<host::PluginDeath> death;
        await([&] {
            death = instance->take_death();
            return death.has_value();
        });
        untouched = death ? death->untouched : std::vector<std::uint64_t>{};
        return death ? death->how : "it lives";
    }
    std::vector<std::uint64_t> untouched;
};

bool is_mapped_here(std::string_view library) {
    std::ifstream maps{"/proc/self/maps"};
    const std::string all{std::istreambuf_iterator<char>{maps}, {}};
    return all.find(library) != std::string::npos;
}

}  // namespace

TEST_CASE("an isolated plugin answers like any other, and its library is never in the host") {
    Live live;
    CHECK(live.instance->limits().max_batch_records == 64);
    CHECK(live.instance->limits().max_in_flight == 256);
    CHECK(live.instance->check());
    live.send({"deliver", "deliver", "deliver"});
    const auto verdicts = live.verdicts(3);
    REQUIRE(verdicts.size() == 3);
    CHECK(verdicts[0].outcome.verdict == sluice::Verdict::delivered);
    CHECK(verdicts[2].token == 3);
    live.instance->shutdown(std::chrono::steady_clock::now().time_since_epoch() + 5s);
    CHECK(live.context.metrics().at("sent").value == 3);
    CHECK_FALSE(is_mapped_here("wayward"));
}

TEST_CASE("a plugin that crashes is started again, and says what of") {
    Live live;
    live.send({"segfault"});
    CHECK_FALSE(live.instance->take_death());
    CHECK(live.death() == "killed by SIGSEGV");
    CHECK(live.await([&] { return live.instance->is_ready(); }));
    live.send({"abort"});
    CHECK(live.death() == "killed by SIGABRT");
    CHECK(live.await([&] { return live.instance->is_ready(); }));
    live.send({"exit"});
    CHECK(live.death() == "exit 3");
    CHECK(live.await([&] { return live.instance->is_ready(); }));
    live.send({"deliver"});
    CHECK(live.verdicts(1).size() == 1);
}

TEST_CASE("verdicts that were given before the crash are not lost with it") {
    for (const char* end : {"segfault", "abort", "exit"}) {
        CAPTURE(end);
        Live live;
        live.send({"deliver", "deliver", end, "deliver"});
        CHECK(live.death() != "it lives");
        CHECK(live.verdicts(2).size() == 2);
    }
}

TEST_CASE("batches that wait behind the one that kills are told apart from it") {
    Live live;
    live.send({"deliver", "segfault"});
    live.send({"deliver", "deliver", "deliver"});
    CHECK(live.death() == "killed by SIGSEGV");
    CHECK(live.untouched == std::vector<std::uint64_t>{1, 2, 3});
}

TEST_CASE("a send() that does not return is ended") {
    Live live;
    live.send({"hang"});
    CHECK(live.death() == "send() has not returned for 10 s");
}

TEST_CASE("a plugin that died is not ready before its death was taken") {
    Live live;
    live.send({"segfault"});
    CHECK(live.await([&] { return !live.instance->is_ready(); }));
    const std::array<sluice_value, 2> values{text("u"), text("")};
    const sluice_record record{1, values.data(), 2, SLUICE_OP_UPSERT, {}, 1, 0, 0};
    CHECK_FALSE(live.instance->send(std::span{&record, 1}, 60s));
    CHECK(live.death() == "killed by SIGSEGV");
    CHECK(live.await([&] { return live.instance->is_ready(); }));
}

// Under a sanitizer memory cannot be limited, for its own mappings count.
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
TEST_CASE("a plugin that eats all memory it is given dies of it alone") {
    Live live{"{}", wayward(std::uint64_t{256} << 20)};
    live.send({"eat"});
    // bad_alloc in send() is a verdict of the SDK; one that the plugin does not survive is a death.
    const auto verdicts = live.verdicts(1);
    REQUIRE(verdicts.size() == 1);
    CHECK(verdicts[0].outcome.verdict == sluice::Verdict::retry);
}
#endif

TEST_CASE("what a plugin prints on stdout is logged and breaks nothing") {
    Live live;
    live.send({"print"});
    CHECK(live.verdicts(1).size() == 1);
    std::string said;
    CHECK(live.await([&] {
        for (const host::PluginLogLine& line : live.context.take_log()) {
            said += line.message + ": " + line.fields.front().second;
        }
        return !said.empty();
    }));
    CHECK(said == "the plugin wrote to its output: a plugin speaks on stdout");
}

TEST_CASE("a process that breaks a promise is ended, and dies of that") {
    Live live;
    live.send({"drop"});
    live.instance->end("a record had no verdict");
    CHECK(live.death() == "a record had no verdict");
    CHECK(live.await([&] { return live.instance->is_ready(); }));
}

TEST_CASE("a plugin that crashes in init does not start, and the host says why") {
    const host::Bell bell;
    const Secrets secrets;
    host::Context context{bell, secrets};
    const host::IsolatedPlugin plugin{wayward()};
    const auto started = plugin.start(context, spec(R"({"name":"segfault in init"})"));
    REQUIRE_FALSE(started);
    CHECK(started.error().text == "killed by SIGSEGV");
}

TEST_CASE("a plugin that crashes over a mapping is an error of that mapping") {
    const host::IsolatedPlugin plugin{wayward()};
    CHECK(plugin.validate_mapping(spec()).empty());
    const auto issues = plugin.validate_mapping(spec(R"({"name":"segfault in validate"})"));
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].message == "the plugin gave no verdict on this mapping: killed by SIGSEGV");
}

TEST_CASE("a plugin that hangs in shutdown is killed after the deadline") {
    Live live{R"({"name":"hang in shutdown"})"};
    const auto before = std::chrono::steady_clock::now();
    live.instance->shutdown(before.time_since_epoch() + 200ms);
    live.instance.reset();
    CHECK(std::chrono::steady_clock::now() - before < 10s);
    const auto log = live.context.take_log();
    REQUIRE(log.size() == 1);
    CHECK(log[0].message == "the plugin did not end in time; its process is killed");
}

TEST_CASE("check brings the plugin's secret over the socket, and its findings back") {
    const host::Bell bell;
    Secrets none;
    none.given = false;
    host::Context context{bell, none};
    const host::IsolatedPlugin plugin{wayward()};
    auto started = plugin.start(context, spec());
    REQUIRE(started);
    const auto checked = (*started)->check();
    REQUIRE_FALSE(checked);
    CHECK(checked.error().text == "expected the secret key, found none");
    CHECK(checked.error().code == SLUICE_E_AUTH);
}

namespace {

host::RunnerSettings obedient() {
    static const auto file = host::examine_plugin(OBEDIENT_PLUGIN, std::nullopt);
    REQUIRE(file);
    return {.path = file->path, .sha256 = file->sha256};
}

// Questions with these wishes, their answers in the order of the tokens 1, 2 ...
std::vector<host::ToldAnswer> ask(Live& live, std::initializer_list<std::string_view> wishes) {
    std::vector<std::array<sluice_value, 2>> values;
    for (const std::string_view wish : wishes) {
        values.push_back({text("u"), text(wish)});
    }
    std::vector<sluice_record> records(values.size());
    for (std::size_t i = 0; i < records.size(); ++i) {
        records[i].token = i + 1;
        records[i].values = values[i].data();
        records[i].n_values = 2;
    }
    const std::uint32_t flags = SLUICE_Q_ATTRIBUTES | SLUICE_Q_VALUES;
    REQUIRE(live.instance->ask(records, flags, std::chrono::hours{1}));
    std::vector<host::ToldAnswer> all;
    std::vector<host::ToldAnswer> some;
    for (int i = 0; i < 1000 && all.size() < records.size(); ++i) {
        pollfd rung{live.bell.fd(), POLLIN, 0};
        poll(&rung, 1, 100);
        live.bell.quiet();
        live.context.take_answers(some);
        all.insert(all.end(), some.begin(), some.end());
    }
    REQUIRE(all.size() == records.size());
    std::sort(all.begin(), all.end(), [](const auto& a, const auto& b) {
        return a.token < b.token;
    });
    return all;
}

}  // namespace

TEST_CASE("questions are answered from a process of its own too, each once, under the host's tokens"
) {
    Live live{"{}", obedient()};
    const auto told = ask(live, {"deliver", "unknown", "drop"});
    CHECK(told[0].token == 1);
    CHECK(told[0].answer.known == sluice::Known::yes);
    REQUIRE(told[0].answer.attributes.size() == 1);
    CHECK(told[0].answer.attributes[0].found == "another wish");
    CHECK(told[1].token == 2);
    CHECK(told[1].answer.known == sluice::Known::no);
    CHECK(told[2].token == 3);
    CHECK(told[2].answer.code == "abandoned");
}

TEST_CASE("a plugin in a process of its own that cannot be asked answers that it did not take it") {
    Live live;
    const auto told = ask(live, {"deliver"});
    CHECK(told[0].answer.known == sluice::Known::untold);
    CHECK(told[0].answer.code == "not_taken");
    CHECK(!live.plugin.verify_terms(spec()).is_offered);
}

TEST_CASE("a plugin says from a process of its own whether a mapping can be verified") {
    const host::IsolatedPlugin plugin{obedient()};
    const host::VerifyTerms terms = plugin.verify_terms(spec());
    CHECK(terms.is_offered);
    CHECK(terms.issues.empty());
    CHECK(terms.settle == 1500ms);
    host::MappingSpec without_wish = spec();
    without_wish.fields = without_wish.fields.first(1);
    CHECK(plugin.verify_terms(without_wish).issues.size() == 1);
}
