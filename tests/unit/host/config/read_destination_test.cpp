#include "host/config/read_destination.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace host;

TEST_CASE("references leave the settings and stand there by name") {
    fixtures::Written written{R"(
plugin: mail
sha256: ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789ABCDEF0123456789
config:
  host: x
  token: { env: MAIL_TOKEN }
  login: { user: u, password: { file: secrets/p } }
  list: [{ env: A_1 }]
)"};
    Destination destination = read_destination("d", written.section());
    CHECK(written.lines().empty());
    CHECK((destination.name == "d" && destination.plugin == "mail"));
    CHECK(destination.sha256 == "abcdef0123456789abcdef0123456789abcdef0123456789abcdef0123456789");
    CHECK(
        destination.config == boost::json::parse(R"({"host": "x", "token": {"$secret": "token"},
        "login": {"user": "u", "password": {"$secret": "login.password"}}, "list": [{"$secret": "list.0"}]})"
                              )
    );
    REQUIRE(destination.secrets.size() == 3);
    const SecretRef& token = destination.secrets[0];
    CHECK(
        (token.name == "token" && token.kind == SecretRef::Kind::env && token.value == "MAIL_TOKEN")
    );
    CHECK((token.at.line == 6 && token.at.column == 17));
    const SecretRef& password = destination.secrets[1];
    CHECK((password.name == "login.password" && password.pointer == "/login/password"));
    CHECK((password.kind == SecretRef::Kind::file && password.value == "/folder/secrets/p"));
}

TEST_CASE("a plugin with a slash is a path from the file's folder") {
    auto plugin = [](const std::string& name) {
        fixtures::Written written{"plugin: " + name + "\n"};
        return read_destination("d", written.section()).plugin;
    };
    CHECK(plugin("mail") == "mail");
    CHECK(plugin("./mail.so") == "/folder/mail.so");
    CHECK(plugin("/opt/mail.so") == "/opt/mail.so");
}

TEST_CASE("what stands in place of a variable's name may be a password and is not shown") {
    struct Row {
        std::string reference;
        std::string issue;
    };
    const std::string variable =
        ": expected the name of an environment variable (letters, digits, _), found something else";
    auto row = GENERATE_COPY(values<Row>({
        {"{ env: 'hunter 2' }", "f.yaml:2:20" + variable},
        {"{ env: 2hunter }", "f.yaml:2:20" + variable},
        {"{ env: }", "f.yaml:2:15" + variable},
        {"{ env: [hunter2] }", "f.yaml:2:15" + variable},
        {"{ file: '' }", "f.yaml:2:21: expected the path of a file, found something else"},
    }));
    CAPTURE(row.reference);
    fixtures::Written written{"config:\n  password: " + row.reference + "\n"};
    Destination destination = read_destination("d", written.section());
    CHECK(written.lines() == std::vector<std::string>{row.issue});
    CHECK(destination.secrets.at(0).value.empty());
}

TEST_CASE("settings as a whole cannot be a reference") {
    fixtures::Written written{"plugin: p\nconfig: { file: x }\n"};
    Destination destination = read_destination("d", written.section());
    CHECK(
        written.lines() ==
        std::vector<std::string>{"f.yaml:2:1: expected a map of settings, found a reference"}
    );
    CHECK(destination.config.empty());
}
