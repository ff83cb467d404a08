#include <sluice/destination.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

namespace {

struct Heard {
    std::vector<sluice_answer> answers;
    std::vector<std::string> codes;
    std::vector<std::string> attributes;
    std::vector<std::string> told;
    std::size_t verdicts = 0;
    std::size_t reports = 0;
};

Heard& of(sluice_ctx* context) {
    return *reinterpret_cast<Heard*>(context);
}

sluice_host host_table() {
    sluice_host host{};
    host.struct_size = sizeof host;
    host.complete = [](sluice_ctx* context, const sluice_result*, std::size_t count) {
        of(context).verdicts += count;
    };
    host.report = [](sluice_ctx* context, const sluice_issue*) { ++of(context).reports; };
    host.log = [](sluice_ctx*, std::uint32_t, sluice_str, const sluice_str*, std::size_t) {};
    return host;
}

const sluice_verify_host verify_host{
    sizeof(sluice_verify_host),
    0,
    [](sluice_ctx* context, const sluice_answer* answers, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            of(context).answers.push_back(answers[i]);
            of(context).codes.emplace_back(sluice::to_view(answers[i].code));
            for (std::size_t j = 0; j < answers[i].n_attributes; ++j) {
                const sluice_attribute& each = answers[i].attributes[j];
                of(context).attributes.push_back(
                    std::to_string(each.field) + ' ' + std::string{sluice::to_view(each.member)} +
                    ' ' + std::to_string(each.state) + ' ' +
                    std::string{sluice::to_view(each.found)}
                );
            }
        }
    }};

const sluice_trace_host trace_host{
    sizeof(sluice_trace_host),
    0,
    [](sluice_ctx* context, sluice_str id, std::uint32_t what, sluice_str text) {
        of(context).told.push_back(
            std::string{sluice::to_view(id)} + ' ' + std::to_string(what) + ' ' +
            std::string{sluice::to_view(text)}
        );
    }};

class Plain : public sluice::Destination {
public:
    static void validate(sluice::Findings&, const sluice::Spec&) {}
    Plain(sluice::Host, const sluice::Spec&) {}
    sluice_limits limits() const override { return {0, 7, 9, 0}; }
    void send(sluice::Record) override {}
    void cancel() override {}
    void shutdown(std::chrono::nanoseconds) override {}
};

// Answers as the first slot says.
class Asked final : public Plain {
public:
    using Plain::Plain;
    static constexpr std::chrono::seconds settle_time{60};
    static void validate_verify(sluice::Findings& findings, const sluice::Spec& spec) {
        if (spec.action() == "other") {
            findings.error("/verify", "no", "not for this action");
        }
    }
    void verify(sluice::Question question) {
        const std::string_view wish = sluice::to_view(question.values()[0]);
        if (wish == "throw") {
            throw std::runtime_error{"on purpose"};
        }
        if (wish == "known") {
            sluice::Answer answer;
            answer.known = sluice::Known::yes;
            answer.attributes.push_back(
                {.field = 0,
                 .member = "m",
                 .state = sluice::AttributeState::overwritten,
                 .found = question.wants_values() ? "f" : ""}
            );
            std::move(question).answer(answer);
        }  // else it is dropped
    }
    void trace(sluice::Trace trace) { trace_.emplace(trace); }
    void preview(const sluice::Record& record) {
        trace_->tell(record.id(), sluice::Traced::request, "PUT");
    }

private:
    std::optional<sluice::Trace> trace_;
};

struct Live {
    sluice_host host = host_table();
    Heard heard;
    sluice_instance* self = nullptr;
    const sluice_plugin& plugin = sluice::Thunks<Asked>::table;
    const sluice_spec spec{sizeof(sluice_spec), 0, {}, {}, {}, nullptr};

    Live() {
        sluice_limits limits{sizeof limits, 0, 0, 0};
        REQUIRE(plugin.init(&host, context(), &spec, &limits, &self) == SLUICE_OK);
    }
    Live(const Live&) = delete;
    Live& operator=(const Live&) = delete;
    ~Live() { plugin.shutdown(self, 0); }
    sluice_ctx* context() { return reinterpret_cast<sluice_ctx*>(&heard); }
};

const auto* verify_of(const sluice_plugin& plugin) {
    return static_cast<const sluice_verify*>(plugin.extension(SLUICE_VERIFY_ID));
}

sluice_value text(std::string_view value) {
    return {SLUICE_T_STR, static_cast<std::uint32_t>(value.size()), {value.data()}};
}

}  // namespace

TEST_CASE("a class without the hooks offers nothing, one with them what it has and nothing else") {
    CHECK(sluice::Thunks<Plain>::table.extension == nullptr);
    const sluice_plugin& asked = sluice::Thunks<Asked>::table;
    REQUIRE(verify_of(asked) != nullptr);
    CHECK(verify_of(asked)->settle_ms == 60'000);
    CHECK(asked.extension(SLUICE_TRACE_ID) != nullptr);
    CHECK(asked.extension("sluice.verify/2") == nullptr);
    CHECK(asked.extension("") == nullptr);
}

TEST_CASE("every question has exactly one answer, whatever the plugin does with it") {
    Live live;
    const std::array values{text("known"), text("throw"), text("drop")};
    std::array<sluice_record, 3> records{};
    for (std::size_t i = 0; i < records.size(); ++i) {
        records[i].token = i + 1;
        records[i].values = &values[i];
        records[i].n_values = 1;
    }
    const sluice_question_batch batch{
        sizeof batch, SLUICE_Q_VALUES, records.data(), records.size(), 0};

    CHECK(verify_of(live.plugin)->ask(live.self, &verify_host, &batch) == SLUICE_OK);

    REQUIRE(live.heard.answers.size() == 3);
    CHECK(live.heard.answers[0].token == 1);
    CHECK(live.heard.answers[0].known == SLUICE_KNOWN_YES);
    CHECK(live.heard.attributes == std::vector<std::string>{"0 m 2 f"});
    for (const std::size_t dropped : {1U, 2U}) {
        CHECK(live.heard.answers[dropped].token == dropped + 1);
        CHECK(live.heard.answers[dropped].known == SLUICE_KNOWN_UNTOLD);
        CHECK(live.heard.codes[dropped] == "abandoned");
    }
    CHECK(live.heard.verdicts == 0);
}

TEST_CASE("a mapping about which nothing can be asked is said to be so, with a report") {
    Live live;
    CHECK(verify_of(live.plugin)->validate(&live.host, live.context(), &live.spec) == SLUICE_OK);
    sluice_spec other = live.spec;
    other.action = sluice::to_str("other");
    CHECK(
        verify_of(live.plugin)->validate(&live.host, live.context(), &other) == SLUICE_E_UNSUPPORTED
    );
    CHECK(live.heard.reports == 1);
}

TEST_CASE("a preview tells the request, and gives no verdict on the record") {
    Live live;
    const auto* trace = static_cast<const sluice_trace*>(live.plugin.extension(SLUICE_TRACE_ID));
    sluice_record record{};
    record.id = sluice::to_str("r-1");
    CHECK(trace->begin(live.self, &trace_host) == SLUICE_OK);
    CHECK(trace->preview(live.self, &record) == SLUICE_OK);
    CHECK(live.heard.told == std::vector<std::string>{"r-1 1 PUT"});
    CHECK(live.heard.verdicts == 0);
}
