#include "host/config/file_schema.hpp"
#include "host/config/read_delivery.hpp"
#include "host/manifest/schema.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>
#include <catch2/catch.hpp>

#include <string>

using namespace host;

namespace {

// An empty map for each section, which validation fills with the defaults that the table states.
boost::json::value defaults() {
    boost::json::value all{
        {"delivery", {{"retry", boost::json::object{}}}},
        {"guard", boost::json::object{}},
        {"rate", {{"limit", 5}}}};
    boost::json::object schema{{"properties", delivery_schemas()}};
    REQUIRE(validate(all, schema).empty());
    return all;
}

}  // namespace

TEST_CASE("the sections are within the subset that the validator enforces") {
    CHECK(!schema_fault(boost::json::object{{"properties", delivery_schemas()}}));
}

TEST_CASE("the defaults that the table states are those that delivery uses") {
    fixtures::Written stated{boost::json::serialize(defaults())};
    DeliverySettings settings = read_delivery(stated.section());
    const DeliverySettings house;
    CHECK(stated.lines().empty());
    CHECK(settings.is_adaptive == house.is_adaptive);
    CHECK(settings.retry_base == house.retry_base);
    CHECK(settings.retry_cap == house.retry_cap);
    CHECK(settings.max_pause == house.max_pause);
    CHECK(settings.drain_timeout == house.drain_timeout);
    CHECK(settings.request_deadline == house.request_deadline);
    CHECK(settings.on_unknown == house.on_unknown);
    CHECK(settings.max_open_records == house.max_open_records);
    CHECK(settings.max_open_bytes == house.max_open_bytes);
    CHECK(settings.guard_first == house.guard_first);
    CHECK(settings.guard_in_row == house.guard_in_row);
    CHECK(settings.rate.per == house.rate.per);
}

TEST_CASE("all settings with a default of the house state it") {
    std::string text = boost::json::serialize(defaults());
    for (const char* key :
         {"adaptive",
          "base",
          "cap",
          "max_pause",
          "drain_timeout",
          "deadline",
          "on_unknown",
          "max_open_records",
          "max_open_bytes",
          "first",
          "in_a_row"}) {
        CHECK_THAT(text, Catch::Contains('"' + std::string{key} + '"'));
    }
}
