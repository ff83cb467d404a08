#include "tests/sandbox/delivery_body.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sandbox;

namespace {

std::string read(const std::string& body, Received& out) {
    out.reset(Kind::delivery, body.size());
    return read_delivery_body(body, Limits{}, out);
}

/// A sound call with `part` among its members.
std::string with(const std::string& part) {
    return R"({"context":{"channel":"web"},)" + part + "}";
}

std::string mbox(const std::string& parameters) {
    return with(
        R"("execute":{"mboxes":[{"index":0,"name":"m","profileParameters":{)" + parameters + "}}]}"
    );
}

struct Case {
    std::string body;
    std::string fault;
};

}  // namespace

TEST_CASE("a call that breaks no rule is read") {
    for (const std::string& body :
         {std::string(R"({"context":{"channel":"web"}})"),
          std::string(
              R"({"context":{"channel":"mobile","mobilePlatform":{"deviceType":"phone","platformType":"ios"}}})"
          ),
          with(R"("environmentId":1,"property":{"token":"t"},"requestId":null)"),
          with(R"("prefetch":{"views":[{"profileParameters":{"a":"1"}}]})"),
          with(
              R"("notifications":[{"id":"n","type":"display","timestamp":1,"profileParameters":{"a":"1"}}])"
          ),
          mbox(R"("a":")" + std::string(256, 'x') + R"(")"),
          mbox(R"("a":"")")}) {
        CAPTURE(body);
        Received out;
        CHECK(read(body, out).empty());
    }
}

TEST_CASE("each broken rule is named") {
    const Case cases[] = {
        {"{", "body must be JSON"},
        {"[]", "body must be an object"},
        {"{}", "context must not be null"},
        {R"({"context":{}})", "context.channel"},
        {R"({"context":{"channel":"tv"}})", "context.channel"},
        {R"({"context":{"channel":"mobile"}})", "context.mobilePlatform"},
        {R"({"context":{"channel":"mobile","mobilePlatform":{"deviceType":"phone"}}})",
         "platformType"},
        {R"({"context":{"channel":"web","address":{"url":")" + std::string(4097, 'u') + R"("}}})",
         "url"},
        {with(R"("requestId":1)"), "requestId must be a string"},
        {with(R"("impressionId":")" + std::string(129, 'i') + R"(")"), "impressionId size"},
        {with(R"("environmentId":"1")"), "environmentId"},
        {with(R"("property":{})"), "property.token"},
        {with(R"("execute":[])"), "execute must be an object"},
        {with(R"("execute":{"mboxes":{}})"), "mboxes must be an array"},
        {with(R"("execute":{"mboxes":[1]})"), "mboxes must hold objects"},
        {with(R"("execute":{"mboxes":[{"name":"m"}]})"), "mboxes.index"},
        {with(R"("execute":{"mboxes":[{"index":-1,"name":"m"}]})"), "mboxes.index"},
        {with(R"("execute":{"mboxes":[{"index":0,"name":"m"},{"index":0,"name":"m"}]})"), "unique"},
        {with(R"("execute":{"mboxes":[{"index":0,"name":" "}]})"), "mboxes.name"},
        {with(R"("execute":{"mboxes":[{"index":0,"name":"m-clicked"}]})"), "mboxes.name"},
        {with(R"("execute":{"mboxes":[{"index":0,"name":"é"}]})"), "mboxes.name"},
        {mbox(R"("profile.a":"1")"), "not start with profile."},
        {mbox(R"("":"1")"), "a name must have"},
        {mbox(R"(")" + std::string(129, 'n') + R"(":"1")"), "a name must have"},
        {mbox(R"("a":1)"), "a value must be a string"},
        {mbox(R"("a":null)"), "a value must be a string"},
        {mbox(R"("a":")" + std::string(257, 'x') + R"(")"), "at most 256"},
        {with(R"("notifications":[{"id":"n","type":"view","timestamp":1}])"), "notifications"},
        {with(R"("notifications":[{"id":"n","type":"click"}])"), "timestamp"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.body.substr(0, 120), c.fault);
        Received out;
        CHECK_THAT(read(c.body, out), Catch::Contains(c.fault));
    }
}

TEST_CASE("50 attributes and 50 mboxes pass, one more does not") {
    const auto attributes = [](std::size_t count) {
        std::string list;
        for (std::size_t i = 0; i < count; ++i) {
            list += (i == 0 ? "\"n" : ",\"n") + std::to_string(i) + "\":\"1\"";
        }
        return mbox(list);
    };
    const auto mboxes = [](std::size_t count) {
        std::string list;
        for (std::size_t i = 0; i < count; ++i) {
            list += (i == 0 ? "" : ",") + (R"({"name":"m","index":)" + std::to_string(i)) + "}";
        }
        return with(R"("execute":{"mboxes":[)" + list + "]}");
    };
    Received out;
    CHECK(read(attributes(50), out).empty());
    CHECK(out.attributes.size() == 50);
    CHECK_THAT(read(attributes(51), out), Catch::Contains("size must be between 0 and 50"));
    CHECK(read(mboxes(50), out).empty());
    CHECK_THAT(read(mboxes(51), out), Catch::Contains("size must be between 0 and 50"));
}

TEST_CASE("attributes are gathered from every place") {
    Received out;
    const std::string body = with(
        R"("execute":{"pageLoad":{"profileParameters":{"a":"\u00e9\n"}}},)"
        R"("prefetch":{"mboxes":[{"index":0,"name":"m","profileParameters":{"b":"2"}}]},)"
        R"("notifications":[{"id":"n","type":"click","timestamp":1,"profileParameters":{"c":"3"}}])"
    );
    REQUIRE(read(body, out).empty());
    REQUIRE(out.attributes.size() == 3);
    CHECK(out.attributes[0].value == "é\n");
    CHECK(out.attributes[1].name == "b");
    CHECK(out.attributes[2].name == "c");
    CHECK(
        out.echo == R"(,"execute":{"pageLoad":{}},"prefetch":{"mboxes":[{"index":0,"name":"m"}]})"
                    R"(,"notifications":[{"id":"n"}])"
    );
}

TEST_CASE("a value is measured in UTF-16 units") {
    std::string half;
    for (int i = 0; i < 128; ++i) {
        half += "\xF0\x9F\x98\x80";
    }
    Received out;
    CHECK(read(mbox(R"("a":")" + half + R"(")"), out).empty());
    CHECK_FALSE(read(mbox(R"("a":")" + half + R"(x")"), out).empty());
}
