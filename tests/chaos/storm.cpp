#include "tests/chaos/storm.hpp"

#include "tests/chaos/load.hpp"

#include <string_view>

namespace chaos {
namespace {

// Rules, each with its comma before it. What pauses the whole account is rare and soon over.
std::string_view rules_of(Storm storm) {
    switch (storm) {
    case Storm::calm:
        return {};
    case Storm::server_errors:
        return R"(
  ,{"match":{"path":"/m2/","probability":0.2},"then":{"status":500}}
  ,{"match":{"path":"/m2/","probability":0.1},"then":{"status":503}}
  ,{"match":{"path":"/m2/","probability":0.05},"then":{"status":408}})";
    case Storm::resets:
        return R"(
  ,{"match":{"path":"/m2/","probability":0.15},"then":{"reset":"before_reply"}}
  ,{"match":{"path":"/m2/","probability":0.05},"then":{"reset":"before_reply","apply":false}}
  ,{"match":{"path":"/m2/","probability":0.1},"then":{"reset":"after_read"}})";
    case Storm::half_replies:
        return R"(
  ,{"match":{"path":"/m2/","probability":0.2},"then":{"reset":"half_reply"}})";
    case Storm::hangs:
        return R"(
  ,{"match":{"path":"/m2/","probability":0.01},"then":{"reset":"hang"}}
  ,{"match":{"path":"/m2/","probability":0.01},"then":{"reset":"hang","apply":true}})";
    case Storm::unauthorized:
        return R"(
  ,{"match":{"path":"/m2/","every":211},"then":{"status":401,"until_token_refreshed":true}})";
    case Storm::forbidden:
        return R"(
  ,{"match":{"path":"/m2/","every":307},"then":{"status":403,"until_token_refreshed":true}})";
    case Storm::too_many:
        return R"(
  ,{"match":{"path":"/m2/","every":293},"then":{"status":429,"retry_after":1,"times":2}}
  ,{"match":{"path":"/m2/","every":401},"then":{"status":503,"retry_after":1,"times":1}})";
    case Storm::slow_tail:
        return R"(
  ,{"match":{"path":"/m2/","probability":0.02},"then":{"delay_ms":250}}
  ,{"match":{"path":"/m2/","probability":0.002},"then":{"delay_ms":1200}})";
    case Storm::expired_tokens:
        return R"(
  ,{"match":{"path":"/m2/","every":97,"first":100},"then":{"status":401,"until_token_refreshed":true}}
  ,{"match":{"path":"/ims/","first":1},"then":{"status":500}})";
    case Storm::outage:
        return R"(
  ,{"match":{"path":"/m2/","every":3},"then":{"reset":"after_read"}}
  ,{"match":{"path":"/m2/"},"then":{"status":503}})";
    case Storm::everything:
        return R"(
  ,{"match":{"path":"/m2/","every":797},"then":{"status":429,"retry_after":1,"times":1}}
  ,{"match":{"path":"/m2/","probability":0.05},"then":{"status":500}}
  ,{"match":{"path":"/m2/","probability":0.03},"then":{"status":503}}
  ,{"match":{"path":"/m2/","probability":0.03},"then":{"reset":"before_reply"}}
  ,{"match":{"path":"/m2/","probability":0.03},"then":{"reset":"after_read"}}
  ,{"match":{"path":"/m2/","probability":0.03},"then":{"reset":"half_reply"}}
  ,{"match":{"path":"/m2/","probability":0.02},"then":{"delay_ms":150}})";
    }
    return {};
}

}  // namespace

std::string script_of(Storm storm, std::uint64_t seed) {
    std::string script =
        R"({"seed":)" + std::to_string(seed) + R"(,"rules":[{"match":{"path":"/m2/","id":")" +
        refused_user +
        R"("},"then":{"status":400,"body":)"
        R"("<response><success>false</success><message>no</message></response>"}})";
    return script.append(rules_of(storm)).append("]}");
}

}  // namespace chaos
