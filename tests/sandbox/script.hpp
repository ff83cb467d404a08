// Scripted answers: rules that say when the sandbox misbehaves and how; pure, asked by the router
// for each request.
#pragma once

#include "tests/sandbox/message.hpp"
#include "tests/sandbox/moment.hpp"
#include "tests/sandbox/received.hpp"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sandbox {

/// What happens to the connection instead of a whole reply.
enum class Fault : std::uint8_t {
    none,
    before_reply,  ///< after the delay, when the reply would go out: reset; applied unless `apply`
                   ///< is false
    after_read,    ///< as soon as the request was read: reset; not applied unless `apply` is true
    half_reply,    ///< the first half of the reply, then the end; applied unless `apply` is false
    hang           ///< nothing, until the client goes away; not applied unless `apply` is true
};

std::string_view name(Fault fault);

/// Which requests a rule is about. What is not set matches everything; all that is set must match.
struct Match {
    std::string path;         ///< prefix of the path
    std::string method;       ///< GET, POST
    std::string id;           ///< any identifier of the request, or its session
    std::uint64_t every = 1;  ///< only every Nth request that matches the above
    std::uint64_t first = 0;  ///< only the first N of them; 0: no end
    double probability =
        1;  ///< by digest of seed, rule, identifier and its attempt: arrival order does not matter
};

/// What such a request gets.
struct Then {
    std::optional<int> status;  ///< instead of the true answer
    std::string body;
    std::string type = "application/json";
    std::string headers;  ///< whole lines
    std::optional<std::chrono::milliseconds> delay;
    std::optional<std::chrono::seconds> retry_after;
    std::optional<std::chrono::seconds> retry_after_date;  ///< sent as an HTTP date so far ahead
    Fault reset = Fault::none;
    std::uint64_t times = 0;  ///< the rule ends after N uses; 0: never
    std::optional<bool> apply;
    bool until_token_refreshed =
        false;  ///< the rule ends with the next token that a client gets after its first use
};

struct Rule {
    Match match;
    Then then;
    std::uint64_t seen = 0;  ///< requests that matched path, method and id
    std::uint64_t used = 0;
    std::optional<std::uint64_t> refreshes_at_first_use = {};
    std::unordered_map<std::uint64_t, std::uint32_t> attempts =
        {};  ///< per digest of an identifier
};

/// The part of a request that rules look at.
struct Subject {
    std::string_view path;
    std::string_view method;
    const Keys& keys;
    std::string_view session;
};

/// A script in use: its rules count what they saw.
class Script {
public:
    Script() = default;
    Script(std::uint64_t seed, std::vector<Rule> rules) : seed_(seed), rules_(std::move(rules)) {}

    /// What the first rule that fires says, nullptr when none does. Valid until the script is
    /// replaced. `refreshes`: Tokens::refreshes() at this moment.
    const Then* decide(const Subject& subject, std::uint64_t refreshes);

    const std::vector<Rule>& rules() const { return rules_; }

private:
    bool fires(std::size_t index, const Subject& subject, std::uint64_t refreshes);
    bool falls(std::size_t index, const Subject& subject);

    std::uint64_t seed_ = 0;
    std::vector<Rule> rules_;
};

/// Whether the request still changes the sandbox although this rule fired.
bool applies(const Then& then);

/// The scripted answer, or nothing when the rule leaves the true one. Adds Retry-After.
std::optional<Response> scripted_reply(const Then& then, Moment now);

}  // namespace sandbox
