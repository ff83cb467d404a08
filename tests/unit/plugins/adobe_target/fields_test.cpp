#include "adobe_target/fields.hpp"
#include "adobe_target/options.hpp"
#include "adobe_target/settings.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include <fstream>
#include <set>
#include <sstream>
#include <string>

using namespace adobe_target;  // NOLINT(google-build-using-namespace)

namespace {

boost::json::value manifest() {
    std::ostringstream text;
    text << std::ifstream{ADOBE_TARGET_MANIFEST}.rdbuf();
    return boost::json::parse(text.str());
}

std::string text_of(const boost::json::value& value) {
    return std::string{value.as_string().c_str(), value.as_string().size()};
}

}  // namespace

TEST_CASE("the fields of the code are those of the manifest, by name, title and ID extension") {
    const auto json = manifest();
    for (const auto& action : json.at("actions").as_array()) {
        const auto id = action_of(text_of(action.at("id")));
        REQUIRE(id);
        std::set<std::string> many;
        for (const auto& name : action.at("multi_id").as_array()) {
            many.insert(text_of(name));
        }
        const auto& written = action.at("fields").as_array();
        const auto known = fields_of(*id);
        REQUIRE(written.size() == known.size());
        for (std::size_t i = 0; i < written.size(); ++i) {
            CHECK(text_of(written[i].at("name")) == known[i].name);
            CHECK(text_of(written[i].at("title")) == known[i].title);
            CHECK(known[i].may_be_many == many.contains(std::string{known[i].name}));
        }
    }
}

TEST_CASE("the settings of the code are those of the manifest, and so are their defaults") {
    const auto json = manifest();
    // A configuration of the manifest's own defaults is one without faults, and every property is
    // known.
    boost::json::object config{{"client_code", "acme"}, {"profile_auth", "none"}};
    for (const auto& property : json.at("config_schema").at("properties").as_object()) {
        if (const auto* value = property.value().as_object().if_contains("default")) {
            config.emplace(property.key(), *value);
        }
    }
    std::vector<sluice::ConfigFault> faults;
    const Settings written = read_settings(boost::json::serialize(config), faults);
    const Settings own = read_settings(R"({"client_code":"acme","profile_auth":"none"})", faults);
    CHECK(faults.empty());
    CHECK(written.scopes == own.scopes);
    CHECK(written.mbox == own.mbox);
    CHECK(written.timeout == own.timeout);
    CHECK(written.connections == own.connections);
    CHECK(written.max_value_length == own.max_value_length);
    CHECK(written.carrier == own.carrier);
    for (const auto& property : json.at("config_schema").at("properties").as_object()) {
        faults.clear();
        boost::json::object odd{{"client_code", "acme"}, {"profile_auth", "none"}};
        odd[property.key()] = boost::json::array{};
        read_settings(boost::json::serialize(odd), faults);
        CAPTURE(std::string{property.key()});
        for (const sluice::ConfigFault& fault : faults) {
            CHECK(fault.code != "unknown_setting");
        }
        CHECK_FALSE(faults.empty());
    }
}

TEST_CASE("a field is found by its name or its prefix") {
    const auto found = [](Action action, std::string_view name) {
        return find_field(action, name);
    };
    CHECK(found(Action::send_identifiers, "mboxPC").known->kind == FieldKind::pc_id);
    CHECK(found(Action::stream_attributes, "ecid").known->title == "ECID");
    CHECK(found(Action::stream_attributes, "customer_ids.crm").member == "crm");
    CHECK(found(Action::send_identifiers, "profile.address.city").member == "address.city");
    CHECK(found(Action::send_identifiers, "profile.*").member == "*");
    CHECK(found(Action::send_identifiers, "profile.").member.empty());
    for (const std::string_view unknown : {"ecid", "profile", "mboxpc", ""}) {
        CHECK(found(Action::send_identifiers, unknown).known == nullptr);
    }
    CHECK(found(Action::stream_attributes, "mboxPC").known == nullptr);
    CHECK_FALSE(action_of("bulk"));
}
