// Any text as the URL of an endpoint or a proxy: what is taken can stand in a Host header, and is
// the same endpoint when written again.
#include "sdk/http/proxy.hpp"
#include "tests/fuzz/expect.hpp"

#include <sluice/http/endpoint.hpp>

#include <algorithm>
#include <string>

namespace {

bool is_visible(char c) {
    return c > ' ' && c < 0x7F;
}

void expect_sendable(std::string_view text) {
    fuzz::expect(std::all_of(text.begin(), text.end(), is_visible), "no control character is sent");
}

void expect_host(const sluice::http::Endpoint& endpoint) {
    fuzz::expect(!endpoint.host.empty() && endpoint.port != 0, "an endpoint has a host and a port");
    expect_sendable(endpoint.host);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::as_text(data, size);
    const auto proxy = sluice::http::parse_proxy(text);
    if (proxy) {
        expect_host(*proxy);
    }
    const auto url = sluice::http::parse_endpoint(text);
    if (!url) {
        fuzz::expect(url.error().find("expected") == 0, "a refusal says what was expected");
        return 0;
    }
    expect_host(url->endpoint);
    expect_sendable(url->authority);
    expect_sendable(url->path);
    fuzz::expect(url->path.empty() || !url->path.ends_with('/'), "a path ends without a slash");
    const std::string again =
        (url->endpoint.tls ? "https://" : "http://") + url->authority + url->path;
    const auto second = sluice::http::parse_endpoint(again);
    fuzz::expect(second.has_value(), "what was taken is taken again");
    fuzz::expect(second->endpoint == url->endpoint, "and is the same endpoint");
    fuzz::expect(second->path == url->path, "with the same path");
    return 0;
}
