// Adobe on loopback for the plugin's unit tests.
#pragma once

#include "tests/support/answering_server.hpp"

#include <string>

namespace test {

using Adobe = AnsweringServer;

inline const std::string submitted = reply(
    200,
    "<response><success>true</success><pcId></pcId><message>Request successfully "
    "submitted</message></response>"
);

// {"client_code":"acme", ...} with all endpoints at `url`.
inline std::string config_at(const std::string& url, const std::string& rest) {
    return R"({"client_code":"acme","tenant_id":"mycompany","client_id":"id-1",)"
           R"("client_secret":{"$secret":"client_secret"},"endpoints":{"target":")" +
           url + R"(","ims":")" + url + R"(","admin":")" + url + R"("})" + rest + "}";
}

}  // namespace test
