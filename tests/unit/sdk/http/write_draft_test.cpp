#include "sdk/http/write_draft.hpp"

#include <catch2/catch.hpp>

#include <array>
#include <stdexcept>
#include <string>
#include <vector>

using namespace sluice::http;  // NOLINT(google-build-using-namespace)

namespace {

HttpOptions options_for(const std::string& url) {
    HttpOptions options;
    options.url = *parse_endpoint(url);
    return options;
}

}  // namespace

TEST_CASE("the target follows the configured path and always begins with a slash") {
    Draft draft;
    Request request;
    for (const auto& [url, target, line] : std::vector<std::array<std::string, 3>>{
             {"https://a.example", "", "POST / "},
             {"https://a.example", "?x=1", "POST /?x=1 "},
             {"https://a.example/v1/", "", "POST /v1 "},
             {"https://a.example/v1", "/users/1", "POST /v1/users/1 "}}) {
        draft.target = target;
        CHECK_FALSE(write_draft(draft, {}, options_for(url), request));
        CHECK(request.bytes().starts_with(line + "HTTP/1.1\r\nHost: a.example\r\n"));
    }
}

TEST_CASE("credentials that no header can hold are AUTH_FAILED, a draft that is none throws") {
    Request request;
    const HttpOptions options = options_for("https://a.example");
    const std::vector<std::string> unfit{"a\nb", "a\r", std::string{"a\0b", 3}};
    for (const std::string& value : unfit) {
        const auto refused = write_draft({}, {{"X-Key", value}}, options, request);
        REQUIRE(refused);
        CHECK(refused->verdict == sluice::Verdict::auth_failed);
    }
    const auto missing = write_draft({}, {{"X-Key", ""}}, options, request);
    REQUIRE(missing);
    CHECK(missing->code == "missing_credentials");
    Draft draft;
    draft.headers = {{"X-Text", "a\nb"}};
    CHECK_THROWS_AS(write_draft(draft, {}, options, request), std::invalid_argument);
}
