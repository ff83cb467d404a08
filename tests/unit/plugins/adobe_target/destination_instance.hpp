// A live instance of the plugin for its tests, driven through the C table alone, as a host drives
// it. On the test's thread.
#pragma once

#include "adobe_target/destination.hpp"
#include "tests/support/live_instance.hpp"
#include "tests/support/records.hpp"
#include "tests/support/slots.hpp"
#include "tests/support/test_host.hpp"
#include "tests/support/test_spec.hpp"
#include "tests/unit/plugins/adobe_target/adobe.hpp"

#include <sluice/outcome.hpp>

#include <catch2/catch.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace test {

using Instance = LiveInstance<adobe_target::Destination>;

// Settings that ask for no token.
constexpr const char* none = R"(,"profile_auth":"none")";

// An instance of send_identifiers with mbox3rdPartyId and profile.tier mapped.
struct Update {
    explicit Update(const std::string& url, const std::string& rest = none)
        : spec{"send_identifiers", config_at(url, rest)} {
        spec.field("mbox3rdPartyId").field("profile.tier");
        host.set_secret("client_secret", "secret-1");
        instance.emplace(host, spec);
        REQUIRE(instance->rc() == SLUICE_OK);
    }

    void add(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            texts.push_back("crm-" + std::to_string(records.size()));
            records.add({slots::text(texts.back()), slots::text("gold & more")});
        }
    }
    std::vector<Result> deliver(std::size_t count) {
        const std::size_t first = records.size();
        add(count);
        instance->send(records, first);
        return host.wait_for(first + count);
    }

    TestHost host;
    TestSpec spec;
    std::deque<std::string> texts;
    Records records;
    std::optional<Instance> instance;
};

inline void check_one_verdict_each(const std::vector<Result>& results, std::size_t count) {
    std::set<std::uint64_t> tokens;
    for (const auto& result : results) {
        tokens.insert(result.token);
    }
    CHECK(results.size() == count);
    CHECK(tokens.size() == count);
}

inline bool all_are(const std::vector<Result>& results, sluice::Verdict verdict) {
    return std::all_of(results.begin(), results.end(), [&](const auto& result) {
        return result.verdict == verdict;
    });
}

}  // namespace test
