#include "tests/support/slots.hpp"
#include "webhook/api/url_template.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using webhook::parse_url_template;
using webhook::RecordView;

namespace {

const std::vector<std::string> names{"id", "tier"};

std::string target(std::string_view url, std::string_view id, std::string_view tier = "gold") {
    const auto parsed = parse_url_template(url, names);
    REQUIRE(parsed);
    const std::vector<sluice_value> values{slots::text(id), slots::text(tier)};
    const RecordView record{.values = values, .id = "r-1", .op = "upsert", .attempt = 1};
    std::string out;
    const auto fault = write_target(out, *parsed, record);
    return fault ? "fault: " + fault->code : out;
}

std::string error(std::string_view url) {
    const auto parsed = parse_url_template(url, names);
    return parsed ? "" : parsed.error();
}

}  // namespace

TEST_CASE("a URL falls into its base, its path and its query") {
    const auto url = parse_url_template("https://a.example:8443/u/{{id}}?t={{tier}}&x=1", names);
    REQUIRE(url);
    CHECK(url->base == "https://a.example:8443");
    CHECK(url->path.size() == 2);
    CHECK(url->query.size() == 3);
    CHECK(parse_url_template("https://a.example", names)->base == "https://a.example");
    CHECK(target("https://a.example", "x") == "/");
    CHECK(target("https://a.example/hook/", "x") == "/hook/");
    CHECK(target("https://a.example?a=1", "x") == "/?a=1");
}

TEST_CASE("no value leaves its segment or its parameter") {
    const std::string url = "https://a.example/u/{{id}}/x?t={{tier}}&y=1";
    CHECK(target(url, "17") == "/u/17/x?t=gold&y=1");
    CHECK(target(url, "a/b?c#d") == "/u/a%2Fb%3Fc%23d/x?t=gold&y=1");
    CHECK(target(url, "17", "a&admin=1") == "/u/17/x?t=a%26admin%3D1&y=1");
    CHECK(target(url, "17", "a b\r\nHost: evil") == "/u/17/x?t=a%20b%0D%0AHost%3A%20evil&y=1");
    CHECK(target(url, "é%2F") == "/u/%C3%A9%252F/x?t=gold&y=1");
    CHECK(target(url, "17", "") == "/u/17/x?t=&y=1");
}

TEST_CASE("a value that would take a segment away is rejected") {
    const std::string url = "https://a.example/u/{{id}}";
    CHECK(target(url, "") == "fault: empty_in_path");
    CHECK(target(url, ".") == "fault: dots_in_path");
    CHECK(target(url, "..") == "fault: dots_in_path");
    CHECK(target(url, "...") == "/u/...");
    CHECK(target("https://a.example/u/.{{id}}", ".") == "fault: dots_in_path");
    CHECK(target("https://a.example/u/{{id}}/x", "..") == "fault: dots_in_path");
    CHECK(target("https://a.example/u/x?y={{id}}", "..") == "/u/x?y=..");
}

TEST_CASE("no record says where requests go, and a URL is one") {
    CHECK(error("https://{{id}}.example/").find("host without placeholders") != std::string::npos);
    CHECK(error("https://{{id}}@a.example/").find("host") != std::string::npos);
    CHECK(error("{{id}}").find("expected https://") != std::string::npos);
    CHECK(error("https://a.example/a b").find("visible ASCII") != std::string::npos);
    CHECK(error("https://a.example/a#b").find("visible ASCII") != std::string::npos);
    CHECK(error("https://a.example/a/../b").find("segments") != std::string::npos);
    CHECK(error("https://a.example/{{nobody}}").find("'nobody'") != std::string::npos);
}
