// Any bytes as a plugin's manifest: read or refused, and a schema that was taken can judge a value.
#include "host/manifest/manifest.hpp"
#include "host/manifest/schema.hpp"
#include "tests/fuzz/expect.hpp"

#include <boost/json/parse.hpp>

namespace json = boost::json;

namespace {

// Judged twice, a value is found wrong in the same places: what defaults filled in is good.
void judge(const json::object& schema) {
    json::value value = json::parse(R"({"code":"acme","count":5,"list":["a",1,null],"map":{}})");
    const auto first = host::validate(value, schema);
    const json::value filled_in = value;
    const auto second = host::validate(value, schema);
    fuzz::expect(value == filled_in, "defaults are filled in once");
    for (const host::SchemaFinding& finding : first) {
        fuzz::expect(!host::to_sentence(finding).empty(), "a finding says something");
    }
    fuzz::expect(second.size() == first.size(), "a value is judged alike the second time");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const auto manifest = host::parse_manifest(fuzz::as_text(data, size));
    if (!manifest) {
        fuzz::expect(!manifest.error().empty(), "a refusal says why");
        return 0;
    }
    fuzz::expect(!manifest->id.empty(), "a manifest has an id");
    judge(manifest->config_schema);
    for (const host::ActionSpec& action : manifest->actions) {
        judge(action.options_schema);
        action.field("profile.tier");
    }
    return 0;
}
