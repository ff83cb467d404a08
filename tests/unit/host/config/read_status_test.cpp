#include "host/config/parse.hpp"
#include "host/config/parse_file.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <catch2/catch.hpp>

using namespace host;

namespace {

FileParts parts_of(const std::string& status) {
    return parse_file("status: " + status + "\n", "/folder/f.yaml");
}

}  // namespace

TEST_CASE("a file says where the status server listens and what it asks") {
    const FileParts plain = parts_of("{ listen: \"127.0.0.1:9464\" }");
    CHECK(fixtures::texts(plain.issues).empty());
    REQUIRE(plain.status);
    CHECK(plain.status->listen.text() == "127.0.0.1:9464");
    CHECK_FALSE(plain.status->token);

    const FileParts guarded = parts_of("{ listen: 0.0.0.0:9464, token: { file: t } }");
    CHECK(fixtures::texts(guarded.issues).empty());
    REQUIRE(guarded.status);
    REQUIRE(guarded.status->token);
    CHECK(guarded.status->token->kind == SecretRef::Kind::file);
    CHECK(guarded.status->token->value == "/folder/t");
    CHECK(parts_of("{ listen: 0.0.0.0:9464, token: { env: T } }").status->token->value == "T");
}

TEST_CASE("what is wrong with a status server is said, and no secret with it") {
    struct Row {
        std::string status;
        std::string issue;
    };
    const auto row = GENERATE(values<Row>({
        {"{}", "expected the key 'listen'"},
        {"{ listen: here }", "expected an IP address and a port, say 127.0.0.1:9464, found 'here'"},
        {"{ listen: 0.0.0.0:9464 }", "expected a token beside an address that others can reach"},
        {"{ listen: 127.0.0.1:1, token: hunter2hunter2 }", "expected a map, found"},
        {"{ listen: 127.0.0.1:1, token: {} }", "expected { env: NAME } or { file: PATH }"},
        {"{ listen: 127.0.0.1:1, token: { env: A, file: b } }",
         "expected { env: NAME } or { file: PATH }"},
        {"{ listen: 127.0.0.1:1, token: { env: hunter2-hunter2 } }",
         "expected the name of an environment variable"},
        {"{ listen: 127.0.0.1:1, tokn: { env: A } }", "did you mean 'token'"},
    }));
    const auto issues = fixtures::texts(parts_of(row.status).issues);
    INFO(row.status);
    REQUIRE(!issues.empty());
    CHECK_THAT(issues.front(), Catch::Contains("f.yaml:1:") && Catch::Contains(row.issue));
    CHECK(issues.front().find("hunter2") == std::string::npos);
}
