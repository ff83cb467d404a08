#include "host/conform/sample.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

namespace {

host::Manifest manifest() {
    auto parsed = host::parse_manifest(R"({"id": "org.example.x", "version": "1", "abi": 1,
      "config_schema": {"type": "object", "additionalProperties": false, "required": ["url", "mode", "key"],
        "properties": {"url": {"type": "string"}, "mode": {"type": "string", "enum": ["a", "b"]}, "key": {"type": "string"},
                       "size": {"type": "integer", "default": 5}}},
      "secrets": ["key"], "egress": ["*"], "test_endpoints": ["/url"],
      "actions": [{"id": "put", "order_by": [["id"]], "fields": [
        {"name": "id", "type": "string", "pii": true}, {"name": "points", "type": "number", "required": true},
        {"name": "note", "type": "any"}, {"name": "data.*", "type": "any"}]}]})");
    REQUIRE(parsed);
    return *std::move(parsed);
}

}  // namespace

TEST_CASE("without a profile the manifest gives what is mandatory, and the notes say so") {
    const auto sample = host::make_sample(manifest(), {}, "http://127.0.0.1:9");
    CHECK_FALSE(sample.fault);
    CHECK_FALSE(sample.no_http);
    CHECK(
        boost::json::serialize(sample.config) ==
        R"({"url":"http://127.0.0.1:9","mode":"a","key":{"$secret":"key"},"size":5})"
    );
    CHECK(sample.secrets.count("key") == 1);
    REQUIRE(sample.fields.size() == 3);  // the first key, the mandatory one, the prefix
    CHECK(sample.fields[0].name == "id");
    CHECK(sample.fields[0].flags == (SLUICE_FF_KEY | SLUICE_FF_PII));
    CHECK(sample.fields[1].type == SLUICE_T_NUMBER);
    CHECK(sample.fields[1].flags == SLUICE_FF_REQUIRED);
    CHECK(sample.fields[2].type == SLUICE_T_JSON);
    CHECK(sample.derived.size() == 2);
}

TEST_CASE("a profile's config, secrets and fields win") {
    host::Profile profile;
    profile.config = boost::json::object{{"url", "$ENDPOINT/a"}, {"mode", "b"}};
    profile.secrets["key"] = "canary-value";
    profile.fields = {{"note", {"", {"x-$N"}, std::nullopt}}};
    const auto sample = host::make_sample(manifest(), profile, "http://127.0.0.1:9");
    CHECK_FALSE(sample.fault);
    CHECK(sample.config.at("url").as_string() == "http://127.0.0.1:9/a");
    CHECK(sample.secrets.at("key") == "canary-value");
    REQUIRE(sample.fields.size() == 1);
    CHECK(sample.fields[0].type == SLUICE_T_STR);
    CHECK(sample.derived.empty());
}

TEST_CASE("why HTTP is left out, or all of it, is said") {
    host::Profile profile;
    profile.http = false;
    CHECK(host::make_sample(manifest(), profile, "x").no_http == "the profile says http: false");
    profile.http = true;
    profile.config = boost::json::object{{"url", "elsewhere"}, {"mode", "a"}};
    CHECK(
        host::make_sample(manifest(), profile, "x").no_http->find("$ENDPOINT") != std::string::npos
    );
    profile.config = boost::json::object{{"url", 3}};
    CHECK(host::make_sample(manifest(), profile, "x").fault);
    CHECK(host::make_sample({}, {}, "x").fault);
}

TEST_CASE("a profile that does not fit the plugin is told") {
    host::Profile profile;
    profile.action = "no_such";
    profile.fields = {{"no_such_field", {}}};
    CHECK(host::profile_faults(manifest(), profile).size() == 2);
    profile.action = "put";
    profile.fields = {{"data.x", {}}};
    CHECK(host::profile_faults(manifest(), profile).empty());
}

TEST_CASE("a skip that never expires is for plugins in Go alone") {
    host::Profile profile;
    profile.skips = {{"load-quiet", "its runtime", "never"}, {"perf", "issue 12", "2027-01-31"}};
    host::Manifest plugin = manifest();
    const auto faults = host::profile_faults(plugin, profile);
    REQUIRE(faults.size() == 1);
    CHECK_THAT(faults[0], Catch::Contains("load-quiet") && Catch::Contains("\"runtime\": \"go\""));
    plugin.runtime = "go";
    CHECK(host::profile_faults(plugin, profile).empty());
}
