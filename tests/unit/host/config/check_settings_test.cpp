#include "host/config/check_settings.hpp"
#include "host/config/read_destination.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <cstdlib>
#include <string>
#include <vector>

using namespace host;

namespace {

struct Checked {
    Destination destination;
    std::vector<std::string> issues;
};

Checked checked(const std::string& config) {
    fixtures::Written written{"plugin: mail\nconfig:\n" + config};
    Checked result{read_destination("d", written.section()), {}};
    REQUIRE(written.issues.empty());
    std::vector<Issue> issues;
    check_settings(result.destination, fixtures::mail_manifest(), issues);
    result.issues = fixtures::texts(issues);
    return result;
}

}  // namespace

TEST_CASE("good settings are completed with defaults, and bare numbers stay the text that they were"
) {
    Checked result = checked("  host: 10.10\n  labels: [1.0, x]\n  token: { env: T }\n");
    CHECK(result.issues.empty());
    CHECK(
        result.destination.config ==
        boost::json::parse(
            R"({"host": "10.10", "labels": ["1.0", "x"], "token": {"$secret": "token"}, "port": 25})"
        )
    );
    CHECK(result.destination.secrets.size() == 1);
}

TEST_CASE("wrong settings are found at their places, and no plain secret is shown or kept") {
    Checked result = checked("  hots: x\n  port: many\n  login:\n    user: u\n    password: "
                             "hunter2\n    pasword: hunter2\n  token: hunter2\n");
    const std::string secret =
        "expected a secret by reference, { env: NAME } or { file: PATH }, found text in its place: "
        "keep it out of this file";
    CHECK(
        result.issues ==
        std::vector<std::string>{
            "f.yaml:3:3: expected one of the keys host, port, labels, body, token, headers, login, "
            "found "
            "the "
            "unknown key 'hots': did you "
            "mean 'host'?",
            "f.yaml:4:9: expected a whole number, found 'many'",
            "f.yaml:7:15: " + secret,
            "f.yaml:8:5: expected one of the keys user, password, found the unknown key 'pasword': "
            "did you mean 'password'?",
            "f.yaml:9:10: " + secret}
    );
    const auto& config = result.destination.config;
    CHECK(config.at("token").is_null());
    CHECK(config.at("login").at("password").is_null());
}

TEST_CASE("a missing setting is reported where the settings are") {
    CHECK(
        checked("  port: 1\n").issues ==
        std::vector<std::string>{
            "f.yaml:2:1: expected the key 'host', found none: The mail server."}
    );
}

TEST_CASE("a reference in a setting that is no secret is read at once") {
    setenv("SLUICE_TEST_HOST", "mail.example\n", 1);
    Checked result = checked("  host: { env: SLUICE_TEST_HOST }\n  token: { env: T }\n");
    unsetenv("SLUICE_TEST_HOST");
    CHECK(result.issues.empty());
    CHECK(result.destination.config.at("host") == "mail.example");
    REQUIRE(result.destination.secrets.size() == 1);
    CHECK(result.destination.secrets[0].name == "token");
}

TEST_CASE("a header may be a secret, which is handed on by its name and never read, or plain text"
) {
    setenv("SLUICE_TEST_KEY", "hunter2", 1);
    Checked result =
        checked("  host: a\n  headers: { X-Key: { env: SLUICE_TEST_KEY }, X-Plain: one }\n");
    unsetenv("SLUICE_TEST_KEY");
    CHECK(result.issues.empty());
    CHECK(
        result.destination.config.at("headers") ==
        boost::json::parse(R"({"X-Key": {"$secret": "headers.X-Key"}, "X-Plain": "one"})")
    );
    REQUIRE(result.destination.secrets.size() == 1);
    CHECK(result.destination.secrets[0].name == "headers.X-Key");
}

TEST_CASE("what a reference brought is not shown, and what it could not bring is reported once") {
    setenv("SLUICE_TEST_HOST", "Not A Host", 1);
    auto wrong = checked("  host: { env: SLUICE_TEST_HOST }\n").issues;
    unsetenv("SLUICE_TEST_HOST");
    CHECK(
        wrong ==
        std::vector<std::string>{"f.yaml:3:3: expected text that matches ^[a-z0-9.]+$, found what "
                                 "the environment variable SLUICE_TEST_HOST holds"}
    );
    CHECK(
        checked("  host: { env: SLUICE_TEST_HOST }\n").issues ==
        std::vector<std::string>{"f.yaml:3:16: expected the environment variable SLUICE_TEST_HOST "
                                 "for host, found no such variable"}
    );
}

TEST_CASE("a relative path in the settings starts from the pipeline file's folder") {
    Checked result = checked("  host: a\n  body: texts/hello.txt\n");
    CHECK(result.issues.empty());
    CHECK(result.destination.config.at("body") == "/folder/texts/hello.txt");
}
