// What is this plugin's own, case by case; what sluice::http does is tested there. Each check that
// fails prints its place; the exit code says whether one did.
#include "body.hpp"
#include "settings.hpp"

#include <sluice/destination.h>

#include <array>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <vector>

namespace {

int failures = 0;

#define CHECK(...)                                                                                 \
    do {                                                                                           \
        if (!(__VA_ARGS__)) {                                                                      \
            ++failures;                                                                            \
            std::fprintf(stderr, "%s:%d: %s does not hold\n", __FILE__, __LINE__, #__VA_ARGS__);   \
        }                                                                                          \
    } while (false)

using Codes = std::vector<std::string>;

// A host that keeps the codes of what is reported to it, and forgets verdicts.
const sluice_host& host_table() {
    static const sluice_host table = [] {
        sluice_host made{};
        made.struct_size = sizeof made;
        made.complete = [](sluice_ctx*, const sluice_result*, std::size_t) {};
        made.report = [](sluice_ctx* context, const sluice_issue* issue) {
            reinterpret_cast<Codes*>(context)->emplace_back(sluice::to_view(issue->code));
        };
        return made;
    }();
    return table;
}

Codes codes_of(std::string_view config) {
    Codes codes;
    sluice::Findings findings{sluice::Host{&host_table(), reinterpret_cast<sluice_ctx*>(&codes)}};
    sluice_spec raw{};
    raw.config_json = sluice::to_str(config);
    read_settings(findings, sluice::Spec{raw});
    return codes;
}

Codes codes_of(std::vector<std::string> names, std::string_view action) {
    Codes codes;
    sluice::Findings findings{sluice::Host{&host_table(), reinterpret_cast<sluice_ctx*>(&codes)}};
    std::vector<sluice_field> fields(names.size());
    for (std::size_t i = 0; i < names.size(); ++i) {
        fields[i].name = sluice::to_str(names[i]);
    }
    sluice_spec raw{};
    raw.action = sluice::to_str(action);
    raw.fields = fields.data();
    raw.n_fields = static_cast<std::uint32_t>(fields.size());
    check_fields(findings, sluice::Spec{raw});
    return codes;
}

void everything_wrong_with_a_config_is_said() {
    CHECK(codes_of(R"({"endpoint":"https://api.example.com/v1","token":{"$secret":"t"}})").empty());
    CHECK(codes_of(R"({"endpoint":"http://127.0.0.1:8080"})").empty());
    CHECK(codes_of(R"({"endpoint":"http://example.com"})") == Codes{"bad_endpoint"});
    CHECK(
        codes_of(R"({"endpoint":1,"token":"t","x":2})") ==
        Codes{"bad_endpoint", "not_a_secret", "unknown_setting"}
    );
    CHECK(codes_of("{}") == Codes{"missing_setting"});
    CHECK(codes_of("nonsense") == Codes{"not_an_object"});
}

void everything_wrong_with_a_mapping_is_said() {
    CHECK(codes_of({"id", "attributes.*"}, "send").empty());
    CHECK(codes_of({"attributes.a", "id", "attributes.b"}, "send").empty());
    CHECK(codes_of({"id"}, "drop") == Codes{"unknown_action"});
    CHECK(codes_of({}, "send") == Codes{"missing_field"});
    CHECK(codes_of({"id", "attributes."}, "send") == Codes{"unknown_field"});
    CHECK(codes_of({"id", "id"}, "send") == Codes{"field_twice"});
    CHECK(codes_of({"id", "attributes.*", "attributes.a"}, "send") == Codes{"mixed_fields"});
}

sluice_value text(std::string_view bytes, std::uint32_t type = SLUICE_T_STR) {
    sluice_value value{type, static_cast<std::uint32_t>(bytes.size()), {}};
    value.u.s = bytes.data();
    return value;
}

// One record of an identifier and a tier, as a body, or the outcome's code and slot.
std::string body_with(sluice_value id, sluice_value tier) {
    const std::array values{id, tier};
    sluice_record raw{};
    raw.values = values.data();
    raw.n_values = values.size();
    raw.op = SLUICE_OP_UPSERT;
    const sluice::Record record{sluice::Host{&host_table(), nullptr}, raw};
    const auto body = body_of({0, {"id", "attributes.tier"}}, record);
    return body ? *body : body.error().code + ' ' + std::to_string(body.error().field);
}

void a_body_is_json_whatever_the_values_are() {
    CHECK(
        body_with(text("crm-7"), text("a\"\\\r\n")) ==
        R"({"id":"crm-7","attributes":{"tier":"a\"\\\r\n"}})"
    );
    CHECK(body_with(text("u"), {}) == R"({"id":"u","attributes":{}})");
    CHECK(
        body_with(text("u"), text("1.10", SLUICE_T_NUMBER)) ==
        R"({"id":"u","attributes":{"tier":1.10}})"
    );
    CHECK(body_with({}, {}) == "bad_value 0");
    CHECK(body_with(text("u"), text("\xFF")) == "bad_value 1");
    CHECK(body_with(text("u"), text("1}", SLUICE_T_NUMBER)) == "bad_value 1");
    CHECK(body_with(text("u"), text("", 99)) == "bad_value 1");
}

}  // namespace

int main() {
    everything_wrong_with_a_config_is_said();
    everything_wrong_with_a_mapping_is_said();
    a_body_is_json_whatever_the_values_are();
    return failures == 0 ? 0 : 1;
}
