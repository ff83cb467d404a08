#include "host/command/reject_text.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

TEST_CASE("a reject is one line of JSON, whatever its payload holds") {
    host::RejectRow row;
    row.id = 3;
    row.pipeline = "one";
    row.payload = "{\"a\":\"\n\x01\xff\"}";
    row.why.code = "refused";
    row.why.maybe_delivered = true;
    row.overtaken_ms = 1'700'000'000'000;
    const std::string text = host::reject_text(row);
    CHECK(text.find('\n') == text.size() - 1);
    const auto json = boost::json::parse(text);
    CHECK(json.at("id").as_int64() == 3);
    CHECK(json.at("reason").as_string() == "refused");
    CHECK(json.at("maybe_delivered").as_bool());
    CHECK(json.at("overtaken").as_string() == "2023-11-14T22:13:20.000Z");
}

TEST_CASE("groups are a table, and none is said to be none") {
    CHECK(host::groups_text({}) == "no rejects\n");
    const std::string text = host::groups_text({{"one", "refused", "wish", 1234, 0, 0, 56}});
    CHECK_THAT(text, Catch::Contains("refused") && Catch::Contains("1,234"));
    CHECK_THAT(text, Catch::Contains("OVERTAKEN") && Catch::Contains(" 56 "));
}

TEST_CASE("an exported record is JSON within the line, what is no record stays text") {
    host::RejectRow row;
    row.payload = "{\"points\": 1.10,\r\n\"id\": \"a\\nb\"}";
    const std::string record = host::reject_export(row, host::PayloadAs::json);
    CHECK_THAT(record, Catch::Contains(R"("payload":{"points": 1.10,  "id": "a\nb"})"));
    CHECK(record.find('\n') == record.size() - 1);
    row.payload = "no record";
    const std::string text = host::reject_export(row, host::PayloadAs::text);
    CHECK(boost::json::parse(text).at("payload").as_string() == "no record");
}
