// A destination that stands on HttpDestination, alive, with a host around it. For the tests of
// http_destination by theme.
#pragma once

#include "tests/support/answering_server.hpp"
#include "tests/support/live_instance.hpp"
#include "tests/support/slots.hpp"

#include <sluice/http/http_destination.hpp>
#include <sluice/outcomes.hpp>

#include <catch2/catch.hpp>

#include <chrono>
#include <cstdint>
#include <deque>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

namespace test {

// The configuration is the far side's address; the action says how the class behaves.
class Poster final : public sluice::http::HttpDestination {
public:
    static void validate(sluice::Findings&, const sluice::Spec&) {}

    Poster(sluice::Host host, const sluice::Spec& spec)
        : sluice::http::HttpDestination{host, options(spec)}, action_{spec.action()} {}

    sluice::Result<sluice::http::Draft, sluice::Outcome> build(const sluice::Record& record
    ) override {
        const std::string text{sluice::to_view(record[0])};
        if (text == "bad") {
            return sluice::rejected({.code = "bad_text"});
        }
        if (text == "throw") {
            throw std::runtime_error("a bug");
        }
        sluice::http::Draft draft;
        draft.target = "/things";
        draft.headers = {{"X-Text", text}};
        draft.body = text;
        return draft;
    }

    std::vector<sluice::http::Header> authorization(
        const sluice::http::Draft& draft, const sluice::http::Credentials& credentials
    ) override {
        if (action_ != "key") {
            return sluice::http::HttpDestination::authorization(draft, credentials);
        }
        return {{"X-Key", std::string{credentials.secrets["key"]}}};
    }

    std::optional<sluice::http::Draft> probe() override {
        sluice::http::Draft draft;
        draft.method = "GET";
        draft.target = "/probe";
        return draft;
    }

private:
    static sluice::http::HttpOptions options(const sluice::Spec& spec) {
        sluice::http::HttpOptions options;
        options.url = *sluice::http::parse_endpoint(spec.config_json());
        options.client.connections = 4;
        options.secrets = {"key"};
        if (spec.action() == "oauth") {
            sluice::http::ClientCredentials credentials;
            credentials.token_url =
                *sluice::http::parse_endpoint(std::string{spec.config_json()} + "/token");
            credentials.client_id = "id-1";
            credentials.client_secret = "client_secret";
            options.oauth = credentials;
        }
        return options;
    }

    std::string action_;
};

template <class D>
struct LiveDestination {
    explicit LiveDestination(const std::string& url, const std::string& action = "post")
        : spec{action, url} {
        spec.field("text");
        host.set_secret("client_secret", "secret-1");
        host.set_secret("key", "key-1");
        instance.emplace(host, spec);
        REQUIRE(instance->rc() == SLUICE_OK);
    }

    void send(const std::vector<std::string>& values, std::chrono::nanoseconds due = {}) {
        const std::size_t first = records.size();
        for (const std::string& value : values) {
            texts.push_back(value);
            records.add({slots::text(texts.back())});
        }
        instance->send(records, first, due);
    }
    // What became of the record of each token.
    std::map<std::uint64_t, test::Result> results() {
        std::map<std::uint64_t, test::Result> by_token;
        for (const auto& result : host.wait_for(records.size())) {
            CHECK(by_token.emplace(result.token, result).second);
        }
        CHECK(by_token.size() == records.size());
        return by_token;
    }
    test::Result one(const std::string& value) {
        send({value});
        return results().at(records.size() - 1);
    }

    test::TestHost host;
    test::TestSpec spec;
    std::deque<std::string> texts;
    test::Records records;
    std::optional<test::LiveInstance<D>> instance;
};

inline std::string body_of(const std::string& request) {
    return request.substr(request.find("\r\n\r\n") + 4);
}

}  // namespace test
