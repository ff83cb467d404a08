#include <sluice/destination.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <new>
#include <string>
#include <string_view>
#include <vector>

const char sluice_manifest_v1[] = R"({"id":"org.example.test"})";

namespace {

// What the plugin said to its host.
struct Heard {
    std::vector<sluice_result> results;
    std::vector<std::string> codes;
    std::vector<std::string> reports;
    std::vector<std::string> logs;
};

Heard& of(sluice_ctx* context) {
    return *reinterpret_cast<Heard*>(context);
}

sluice_host host_table() {
    sluice_host host{};
    host.struct_size = sizeof host;
    host.complete = [](sluice_ctx* context, const sluice_result* results, std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            of(context).results.push_back(results[i]);
            of(context).codes.emplace_back(sluice::to_view(results[i].code));
        }
    };
    host.report = [](sluice_ctx* context, const sluice_issue* issue) {
        of(context).reports.emplace_back(
            std::string{sluice::to_view(issue->path)} + " " +
            std::string{sluice::to_view(issue->code)}
        );
    };
    host.log =
        [](sluice_ctx* context, std::uint32_t, sluice_str message, const sluice_str*, std::size_t) {
            of(context).logs.emplace_back(sluice::to_view(message));
        };
    return host;
}

// Does what the record's first slot says.
class Obedient final : public sluice::Destination {
public:
    static void validate(sluice::Findings& findings, const sluice::Spec& spec) {
        if (spec.action() == "throw") {
            throw 1;
        }
        if (spec.size() == 0) {
            findings.error("/fields", "missing_field", "expected a field, found none");
        }
        findings.warning("/config", "odd", "only a warning");
    }
    Obedient(sluice::Host, const sluice::Spec& spec) {
        if (spec.action() == "refuse") {
            throw sluice::Error{SLUICE_E_AUTH, "/config/key", "bad_key", "the key is not valid"};
        }
        if (spec.action() == "no memory") {
            throw std::bad_alloc{};
        }
    }
    sluice_limits limits() const override { return {0, 7, 9, 0}; }
    void send(sluice::Record record) override {
        const std::string_view wish = sluice::to_view(record[0]);
        if (wish == "deliver") {
            sluice::Outcome outcome;
            outcome.verdict = sluice::Verdict::delivered;
            std::move(record).finish(outcome);
        } else if (wish == "throw") {
            throw std::runtime_error{"on purpose"};
        }  // else it is dropped
    }
    void check() override {
        throw sluice::Error{SLUICE_E_UNAVAILABLE, "", "down", "nobody answers"};
    }
    void cancel() override { throw 2; }
    void shutdown(std::chrono::nanoseconds) override { throw 3; }
};

const sluice_plugin& plugin = sluice::Thunks<Obedient>::table;

sluice_spec spec_for(std::string_view action, std::uint32_t fields = 1) {
    static const sluice_field field{sluice::to_str("wish"), SLUICE_T_STR, 0, {}};
    return {
        sizeof(sluice_spec),
        fields,
        sluice::to_str(action),
        sluice::to_str("{}"),
        sluice::to_str("{}"),
        &field};
}

sluice_instance* start(sluice_host& host, Heard& heard) {
    const sluice_spec spec = spec_for("any");
    sluice_limits limits{sizeof limits, 0, 0, 0};
    sluice_instance* self = nullptr;
    const sluice_rc rc =
        plugin.init(&host, reinterpret_cast<sluice_ctx*>(&heard), &spec, &limits, &self);
    REQUIRE(rc == SLUICE_OK);
    CHECK(limits.max_batch_records == 7);
    CHECK(limits.max_in_flight == 9);
    return self;
}

sluice_value text(std::string_view value) {
    return {SLUICE_T_STR, static_cast<std::uint32_t>(value.size()), {value.data()}};
}

}  // namespace

TEST_CASE("every record of a batch gets exactly one verdict, whatever the plugin does with it") {
    sluice_host host = host_table();
    Heard heard;
    sluice_instance* self = start(host, heard);
    const std::array values{text("deliver"), text("throw"), text("drop")};
    std::array<sluice_record, 3> records{};
    for (std::size_t i = 0; i < records.size(); ++i) {
        records[i].token = i + 1;
        records[i].values = &values[i];
        records[i].n_values = 1;
    }
    const sluice_batch batch{sizeof batch, 0, 1, records.data(), records.size(), 0};

    CHECK(plugin.send(self, &batch) == SLUICE_OK);

    REQUIRE(heard.results.size() == 3);
    CHECK(heard.results[0].token == 1);
    CHECK(heard.results[0].status == SLUICE_DELIVERED);
    CHECK(heard.results[1].token == 2);
    CHECK(heard.results[1].status == SLUICE_RETRY);
    CHECK(heard.codes[1] == "abandoned");
    CHECK(heard.results[2].token == 3);
    CHECK(heard.results[2].status == SLUICE_RETRY);
    CHECK(heard.logs.size() == 1);  // the throw is said
    plugin.shutdown(self, 0);
}

TEST_CASE("a record that is moved over an unfinished one answers for the one that it replaces") {
    sluice_host host = host_table();
    Heard heard;
    const sluice::Host services{&host, reinterpret_cast<sluice_ctx*>(&heard)};
    std::array<sluice_record, 2> raw{};
    raw[0].token = 1;
    raw[1].token = 2;
    {
        sluice::Record first{services, raw[0]};
        sluice::Record second{services, raw[1]};
        first = std::move(second);
        REQUIRE(heard.results.size() == 1);
        CHECK(heard.results[0].token == 1);
    }
    REQUIRE(heard.results.size() == 2);
    CHECK(heard.results[1].token == 2);
}

TEST_CASE("an outcome crosses the wall member by member") {
    sluice_host host = host_table();
    Heard heard;
    const sluice::Host services{&host, reinterpret_cast<sluice_ctx*>(&heard)};
    sluice_record raw{};
    raw.token = 5;
    sluice::Outcome outcome;
    outcome.verdict = sluice::Verdict::retry;
    outcome.reason = sluice::Reason::rate_limited;
    outcome.maybe_delivered = true;
    outcome.whole_destination = true;
    outcome.vendor_code = 429;
    outcome.field = 3;
    outcome.requests = 2;
    outcome.retry_after = std::chrono::seconds{7};
    outcome.code = "slow_down";
    sluice::Record{services, raw}.finish(outcome);
    REQUIRE(heard.results.size() == 1);
    const sluice_result& result = heard.results[0];
    CHECK(result.token == 5);
    CHECK(result.status == SLUICE_RETRY);
    CHECK(result.reason == SLUICE_WHY_RATE_LIMITED);
    CHECK(result.flags == (SLUICE_R_MAYBE_DELIVERED | SLUICE_R_WHOLE_DESTINATION));
    CHECK(result.vendor_code == 429);
    CHECK(result.field == 3);
    CHECK(result.requests == 2);
    CHECK(result.retry_after_ms == 7000);
    CHECK(heard.codes[0] == "slow_down");
}

TEST_CASE("what a constructor throws becomes a code and a report, and leaves no instance") {
    sluice_host host = host_table();
    struct Row {
        const char* action;
        sluice_rc rc;
        std::size_t reports;
    };
    for (const Row& row : {Row{"refuse", SLUICE_E_AUTH, 1}, Row{"no memory", SLUICE_E_NOMEM, 0}}) {
        Heard heard;
        const sluice_spec spec = spec_for(row.action);
        sluice_limits limits{sizeof limits, 0, 0, 0};
        sluice_instance* self = nullptr;
        CHECK(
            plugin.init(&host, reinterpret_cast<sluice_ctx*>(&heard), &spec, &limits, &self) ==
            row.rc
        );
        CHECK(self == nullptr);
        CHECK(heard.reports.size() == row.reports);
    }
}

TEST_CASE("a validation fails if it reported an error, and passes on warnings alone") {
    sluice_host host = host_table();
    Heard heard;
    auto* context = reinterpret_cast<sluice_ctx*>(&heard);
    const sluice_spec good = spec_for("any");
    CHECK(plugin.validate_mapping(&host, context, &good) == SLUICE_OK);
    const sluice_spec bad = spec_for("any", 0);
    CHECK(plugin.validate_mapping(&host, context, &bad) == SLUICE_E_INVALID);
    CHECK(
        heard.reports ==
        std::vector<std::string>{"/config odd", "/fields missing_field", "/config odd"}
    );
    const sluice_spec thrown = spec_for("throw");
    CHECK(plugin.validate_mapping(&host, context, &thrown) == SLUICE_E_INTERNAL);
}

TEST_CASE(
    "hooks that throw are contained: check answers the error's code, cancel and shutdown are logged"
) {
    sluice_host host = host_table();
    Heard heard;
    sluice_instance* self = start(host, heard);
    CHECK(plugin.check(self) == SLUICE_E_UNAVAILABLE);
    CHECK(heard.reports == std::vector<std::string>{" down"});
    plugin.cancel(self);
    plugin.shutdown(self, 0);
    CHECK(heard.logs.size() == 2);
}

TEST_CASE("describe gives the manifest without its NUL") {
    CHECK(sluice::to_view(plugin.describe()) == sluice_manifest_v1);
}
