#include "adobe_target/api/delivery_attributes.hpp"
#include "tests/support/slots.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace adobe_target;  // NOLINT(google-build-using-namespace)

namespace {

DeliveryPlan plan_of(Carrier carrier) {
    DeliveryPlan plan;
    plan.attributes.members = 0;
    plan.attributes.rules.names = delivery_names;
    plan.carrier = carrier;
    plan.mbox = "an \"mbox\"";
    return plan;
}

std::string object_of(int members) {
    std::string json = "{";
    for (int i = 0; i < members; ++i) {
        json += (i == 0 ? "\"a" : ",\"a") + std::to_string(i) + "\":" + std::to_string(i);
    }
    return json + "}";
}

struct Written {
    boost::json::value json;
    std::size_t executed = 0;
    std::string code;
};

Written write(Carrier carrier, int members) {
    const std::string object = object_of(members);
    const std::vector<sluice_value> values{slots::json(object)};
    AttributeTally tally;
    std::string body = "{\"first\":1";
    const auto executed = write_execute(plan_of(carrier), values, tally, body);
    if (!executed) {
        return {.json = {}, .executed = 0, .code = executed.error().code};
    }
    return {
        .json = boost::json::parse(body + "}").at("execute"), .executed = *executed, .code = {}};
}

// All values, over all carriers, in order.
std::vector<std::string> values_of(const boost::json::value& execute) {
    std::vector<std::string> values;
    const auto take = [&](const boost::json::value& carrier) {
        for (const auto& parameter : carrier.at("profileParameters").as_object()) {
            values.emplace_back(parameter.value().as_string().c_str());
        }
    };
    if (execute.as_object().contains("pageLoad")) {
        take(execute.at("pageLoad"));
    }
    if (execute.as_object().contains("mboxes")) {
        for (const auto& mbox : execute.at("mboxes").as_array()) {
            take(mbox);
        }
    }
    return values;
}

}  // namespace

TEST_CASE("fifty attributes fill an mbox, the next opens another of the same request") {
    for (const auto& [attributes, mboxes] :
         std::vector<std::pair<int, std::size_t>>{{1, 1}, {50, 1}, {51, 2}, {100, 2}, {101, 3}}) {
        const Written written = write(Carrier::mbox, attributes);
        CAPTURE(attributes);
        CHECK(written.executed == mboxes);
        const auto& array = written.json.at("mboxes").as_array();
        REQUIRE(array.size() == mboxes);
        for (std::size_t i = 0; i < array.size(); ++i) {
            CHECK(array[i].at("index").as_int64() == static_cast<std::int64_t>(i));
            CHECK(array[i].at("name").as_string() == "an \"mbox\"");
            CHECK(array[i].at("profileParameters").as_object().size() <= 50);
        }
        const auto values = values_of(written.json);
        REQUIRE(values.size() == static_cast<std::size_t>(attributes));
        CHECK(values.back() == std::to_string(attributes - 1));
    }
}

TEST_CASE("a page load carries the first fifty where it is asked for, and mboxes the rest") {
    const Written few = write(Carrier::page_load, 50);
    CHECK(few.executed == 1);
    CHECK_FALSE(few.json.as_object().contains("mboxes"));
    CHECK(values_of(few.json).size() == 50);
    const Written many = write(Carrier::page_load, 151);
    CHECK(many.executed == 4);
    CHECK(many.json.at("mboxes").as_array().size() == 3);
    CHECK(many.json.at("mboxes").as_array().front().at("index").as_int64() == 0);
    CHECK(values_of(many.json).size() == 151);
}

TEST_CASE("no attribute is nothing to send, and more than fifty mboxes are too large") {
    CHECK(write(Carrier::mbox, 0).code == "nothing_to_send");
    CHECK(write(Carrier::mbox, 2500).code.empty());
    CHECK(write(Carrier::mbox, 2501).code == "too_large");
}
