#include "host/plugin/inproc_plugin.hpp"
#include "host/plugin/library.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <chrono>
#include <optional>
#include <poll.h>
#include <string>
#include <string_view>
#include <vector>

namespace {

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

const sluice_plugin& obedient() {
    static const auto file = host::examine_plugin(OBEDIENT_PLUGIN, std::nullopt);
    REQUIRE(file);
    static const auto table = host::load_plugin(*file);
    REQUIRE(table);
    return **table;
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

bool is_rung(const host::Bell& bell) {
    pollfd poll_for{bell.fd(), POLLIN, 0};
    return poll(&poll_for, 1, 0) == 1;
}

// A live instance and what it needs.
struct Live {
    host::Bell bell;
    Secrets secrets;
    host::Context context{bell, secrets};
    std::unique_ptr<host::Instance> instance;

    Live() {
        auto started = host::InprocPlugin{obedient()}.start(context, spec());
        REQUIRE(started);
        instance = *std::move(started);
    }

    std::vector<host::Completion> send(std::initializer_list<std::string_view> wishes) {
        values.clear();
        for (const std::string_view wish : wishes) {
            values.push_back({text("u"), text(wish)});
        }
        records.assign(values.size(), {});
        for (std::size_t i = 0; i < records.size(); ++i) {
            records[i].token = i + 1;
            records[i].values = values[i].data();
            records[i].n_values = 2;
        }
        CHECK(instance->send(records, std::chrono::seconds{1}));
        std::vector<host::Completion> taken;
        context.take_completions(taken);
        return taken;
    }
    // The plugin may look at both until it has answered.
    std::vector<std::array<sluice_value, 2>> values;
    std::vector<sluice_record> records;
};

}  // namespace

TEST_CASE("a live instance takes a batch and gives a verdict for each record") {
    Live live;
    CHECK(live.instance->limits().max_batch_records == 8);
    const auto verdicts = live.send({"deliver", "reject", "pause", "auth"});
    REQUIRE(verdicts.size() == 4);
    CHECK(verdicts[0].outcome.verdict == sluice::Verdict::delivered);
    CHECK(verdicts[1].outcome.verdict == sluice::Verdict::rejected);
    CHECK(verdicts[1].outcome.code == "refused");
    CHECK(verdicts[2].outcome.whole_destination);
    CHECK(verdicts[3].outcome.verdict == sluice::Verdict::auth_failed);
    CHECK(verdicts[3].token == 4);
}

TEST_CASE("the bell rings when a verdict arrives, and is quiet once it was heard") {
    Live live;
    CHECK_FALSE(is_rung(live.bell));
    live.send({"deliver"});
    CHECK(is_rung(live.bell));
    live.bell.quiet();
    CHECK_FALSE(is_rung(live.bell));
}

TEST_CASE("records held by the plugin are answered by flush or by cancel") {
    Live live;
    CHECK(live.send({"later"}).empty());
    live.instance->flush();
    std::vector<host::Completion> verdicts;
    live.context.take_completions(verdicts);
    REQUIRE(verdicts.size() == 1);
    CHECK(verdicts[0].outcome.verdict == sluice::Verdict::delivered);
    CHECK(live.send({"later"}).empty());
    live.instance->cancel();
    live.context.take_completions(verdicts);
    REQUIRE(verdicts.size() == 1);
    CHECK(verdicts[0].outcome.verdict == sluice::Verdict::cancelled);
}

TEST_CASE("an instance that refuses to start says why in the plugin's words") {
    const host::Bell bell;
    const Secrets secrets;
    host::Context context{bell, secrets};
    const auto started =
        host::InprocPlugin{obedient()}.start(context, spec(R"({"name":"refuse"})"));
    REQUIRE_FALSE(started);
    CHECK(started.error().text == "the name is refused");
}

TEST_CASE("check answers what the plugin finds of its credentials") {
    Live live;
    CHECK(live.instance->check());
    const host::Bell bell;
    Secrets none;
    none.given = false;
    host::Context context{bell, none};
    auto started = host::InprocPlugin{obedient()}.start(context, spec());
    REQUIRE(started);
    const auto checked = (*started)->check();
    REQUIRE_FALSE(checked);
    CHECK(checked.error().text == "expected the secret key, found none");
}

TEST_CASE("a mapping is judged without an instance, and a missing field is named") {
    CHECK(host::InprocPlugin{obedient()}.validate_mapping(spec()).empty());
    host::MappingSpec without = spec();
    without.fields = std::span{fields}.subspan(1);
    const auto issues = host::InprocPlugin{obedient()}.validate_mapping(without);
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].code == "missing_field");
}

TEST_CASE("a question is answered through the context, with its attributes and no verdict") {
    Live live;
    const std::array values{text("u"), text("deliver")};
    sluice_record record{};
    record.token = 5;
    record.values = values.data();
    record.n_values = 2;
    const std::uint32_t flags = SLUICE_Q_ATTRIBUTES | SLUICE_Q_VALUES;

    REQUIRE(live.instance->ask({&record, 1}, flags, std::chrono::seconds{1}));

    CHECK(is_rung(live.bell));
    std::vector<host::ToldAnswer> answers;
    live.context.take_answers(answers);
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].token == 5);
    CHECK(answers[0].answer.known == sluice::Known::yes);
    REQUIRE(answers[0].answer.attributes.size() == 1);
    CHECK(answers[0].answer.attributes[0].state == sluice::AttributeState::overwritten);
    CHECK(answers[0].answer.attributes[0].found == "another wish");
    std::vector<host::Completion> completions;
    live.context.take_completions(completions);
    CHECK(completions.empty());
}

TEST_CASE("what an answer says is not believed: unknown words are cut and counted as untold") {
    const host::Bell bell;
    const Secrets secrets;
    host::Context context{bell, secrets};
    const std::string longest(10'000, 'x');
    const std::array<sluice_attribute, 2> attributes{
        sluice_attribute{0, 99, {}, {}, 0},
        sluice_attribute{0, SLUICE_ATTR_SAME, {}, {longest.data(), longest.size()}, 0}};
    sluice_answer answer{};
    answer.known = 42;
    answer.reason = 4711;
    answer.message = {longest.data(), longest.size()};
    answer.attributes = attributes.data();
    answer.n_attributes = attributes.size();

    host::Context::verify_table().answer(context.handle(), &answer, 1);

    std::vector<host::ToldAnswer> answers;
    context.take_answers(answers);
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].answer.known == sluice::Known::untold);
    CHECK(answers[0].answer.reason == sluice::Reason::internal);
    CHECK(answers[0].answer.message.size() == 512);
    REQUIRE(answers[0].answer.attributes.size() == 1);
    CHECK(answers[0].answer.attributes[0].found.size() == 4096);
}

TEST_CASE("a plugin says whether a mapping can be verified, and how long its far side needs") {
    const host::InprocPlugin plugin{obedient()};
    const host::VerifyTerms good = plugin.verify_terms(spec());
    CHECK(good.is_offered);
    CHECK(good.issues.empty());
    CHECK(good.settle == std::chrono::milliseconds{1500});
    host::MappingSpec without_wish = spec();
    without_wish.fields = without_wish.fields.first(1);
    CHECK(plugin.verify_terms(without_wish).issues.size() == 1);
}

TEST_CASE("a preview is told, and only once the trace has begun") {
    Live live;
    const std::array values{text("u"), text("a wish")};
    sluice_record record{};
    record.values = values.data();
    record.n_values = 2;
    REQUIRE(live.instance->begin_trace());
    REQUIRE(live.instance->preview(record));
    const auto told = live.context.take_told();
    REQUIRE(told.size() == 1);
    CHECK(told[0].what == sluice::Traced::request);
    CHECK(told[0].text == "a wish");
}
