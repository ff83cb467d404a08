#include "host/plugin/inproc_plugin.hpp"
#include "host/plugin/library.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

class NoSecrets final : public host::SecretSource {
public:
    sluice::Result<std::string, host::Problem> secret(std::string_view) const override {
        return host::Problem{"no such secret"};
    }
};

const host::PluginFile& plugin_file() {
    static const auto file = host::examine_plugin(C_PLUGIN, std::nullopt);
    REQUIRE(file);
    return *file;
}

const sluice_plugin& plugin() {
    static const auto table = host::load_plugin(plugin_file());
    REQUIRE(table);
    return **table;
}

sluice_field field(std::string_view name) {
    return {sluice_str{name.data(), name.size()}, SLUICE_T_STR, 0, {}};
}

const std::array fields{field("note"), field("user")};

}  // namespace

TEST_CASE("a plugin in C is read before it is loaded, and says the same of itself afterwards") {
    CHECK(plugin_file().manifest.id == "org.example.plain-c");
    const sluice_str described = plugin().describe();
    const auto manifest = host::parse_manifest({described.ptr, described.len});
    REQUIRE(manifest);
    CHECK(manifest->id == plugin_file().manifest.id);
    CHECK(plugin().struct_size == sizeof(sluice_plugin));
}

TEST_CASE("a plugin in C judges a mapping") {
    CHECK(host::InprocPlugin{plugin()}.validate_mapping({"put", "{}", "{}", fields}).empty());
    const auto issues = host::InprocPlugin{plugin()}.validate_mapping(
        {"put", "{}", "{}", std::span{fields}.first(1)}
    );
    REQUIRE(issues.size() == 1);
    CHECK(issues[0].code == "missing_field");
    CHECK(issues[0].path == "/fields");
}

TEST_CASE("a plugin in C takes a batch and gives a verdict for each record") {
    const host::Bell bell;
    const NoSecrets secrets;
    host::Context context{bell, secrets};
    auto started = host::InprocPlugin{plugin()}.start(context, {"put", "{}", "{}", fields});
    REQUIRE(started);
    CHECK((*started)->limits().max_in_flight == 256);

    const std::array<sluice_value, 2> with_user{{{}, {SLUICE_T_STR, 1, {"u"}}}};
    const std::array<sluice_value, 2> without_user{};
    std::array<sluice_record, 2> records{};
    records[0].token = 7;
    records[0].values = with_user.data();
    records[0].n_values = 2;
    records[1].token = 8;
    records[1].values = without_user.data();
    records[1].n_values = 2;
    CHECK((*started)->send(records, std::chrono::seconds{1}));

    std::vector<host::Completion> verdicts;
    context.take_completions(verdicts);
    REQUIRE(verdicts.size() == 2);
    CHECK(verdicts[0].token == 7);
    CHECK(verdicts[0].outcome.verdict == sluice::Verdict::delivered);
    CHECK(verdicts[1].token == 8);
    CHECK(verdicts[1].outcome.verdict == sluice::Verdict::rejected);
    CHECK(verdicts[1].outcome.code == "no_user");
    CHECK(verdicts[1].outcome.field == 1);
    (*started)->cancel();
    (*started)->shutdown(std::chrono::seconds{1});
}
