#include "tests/sandbox/delivery_visitor.hpp"

#include <catch2/catch.hpp>

#include <string>

using namespace sandbox;

namespace {

struct Case {
    std::string id;
    std::string fault;
};

std::string read(const std::string& id, Keys& keys, Arena& arena) {
    const boost::json::value body = boost::json::parse(R"({"id":)" + id + "}");
    arena.reset(id.size());
    JsonFields fields(arena);
    const bool is_sound = read_visitor(fields, body.get_object(), keys);
    CHECK(is_sound == fields.is_sound());
    return fields.fault();
}

}  // namespace

TEST_CASE("a visitor is read with all three names") {
    Keys keys;
    Arena arena;
    CHECK(read(
              R"({"tntId":"a.28_20","thirdPartyId":"crm-1","marketingCloudVisitorId":"105",)"
              R"("customerIds":[{"id":"c","integrationCode":"x","authenticatedState":"unknown"}]})",
              keys,
              arena
    )
              .empty());
    CHECK(keys.tnt == "a.28_20");
    CHECK(keys.third_party == "crm-1");
    CHECK(keys.ecid == "105");
}

TEST_CASE("a visitor that breaks a rule is refused") {
    const Case cases[] = {
        {"[]", "id must be an object"},
        {R"({"tntId":"a.b.28_20"})", "id.tntId must have one dot"},
        {R"({"tntId":1})", "tntId must be a string"},
        {R"({"thirdPartyId":"a+b"})", "no + or /"},
        {R"({"thirdPartyId":")" + std::string(257, 'x') + R"("})", "thirdPartyId size"},
        {R"({"marketingCloudVisitorId":")" + std::string(129, '1') + R"("})",
         "marketingCloudVisitorId size"},
        {R"({"customerIds":[{"id":"c"}]})", "need marketingCloudVisitorId"},
        {R"({"marketingCloudVisitorId":"1","customerIds":[null]})", "must hold objects"},
        {R"({"marketingCloudVisitorId":"1","customerIds":[{"authenticatedState":"x"}]})",
         "authenticatedState"},
        {R"({"marketingCloudVisitorId":"1","customerIds":[{"integrationCode":")" +
             std::string(51, 'x') + R"("}]})",
         "integrationCode size"},
    };
    for (const Case& c : cases) {
        CAPTURE(c.id);
        Keys keys;
        Arena arena;
        CHECK_THAT(read(c.id, keys, arena), Catch::Contains(c.fault));
    }
}
