#include "sdk/http/proxy.hpp"

#include <sluice/http/endpoint.hpp>

#include <boost/url/parse.hpp>
#include <boost/url/url_view.hpp>

#include <algorithm>

namespace sluice::http {

namespace {

namespace urls = boost::urls;
using Text = std::string;

constexpr std::uint16_t https_port = 443;
constexpr std::uint16_t http_port = 80;

// What was found, for an error message. A URL with user information or a query is not shown: either
// may hold a secret.
Text found(std::string_view url) {
    const bool may_hold_secret = url.find_first_of("@?") != std::string_view::npos;
    return may_hold_secret ? Text{"a URL with user information or a query"}
                           : "\"" + Text{url} + "\"";
}

bool is_host_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_';
}

char lower(char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

// The host in lower case and without brackets, "" for what is neither a DNS name nor an address.
Text host_of(const urls::url_view& url) {
    if (url.host_type() == urls::host_type::ipv6) {
        return url.host_ipv6_address().to_string();
    }
    Text host{url.host()};
    std::transform(host.begin(), host.end(), host.begin(), lower);
    const bool fits = std::all_of(host.begin(), host.end(), is_host_letter) && host.size() <= 253;
    return fits ? host : Text{};
}

bool is_loopback(const urls::url_view& url, std::string_view host) {
    switch (url.host_type()) {
    case urls::host_type::ipv4:
        return url.host_ipv4_address().is_loopback();
    case urls::host_type::ipv6:
        return url.host_ipv6_address().is_loopback();
    default:
        return host == "localhost";
    }
}

// The scheme, host and port of `url`, without what belongs to a path.
Result<Endpoint, Text> endpoint_of(const urls::url_view& url) {
    const bool tls = url.scheme_id() == urls::scheme::https;
    if (!tls && url.scheme_id() != urls::scheme::http) {
        return Text{"another scheme than https and http"};
    }
    if (url.has_userinfo()) {
        return Text{"user information before the host"};
    }
    Endpoint endpoint;
    endpoint.tls = tls;
    endpoint.host = host_of(url);
    if (endpoint.host.empty()) {
        return Text{"no host name or address"};
    }
    // Boost.URL 1.81 takes what follows a port, "x" in "https://host:80x", for a path.
    if (const auto path = url.encoded_path(); !path.empty() && path.front() != '/') {
        return Text{"a port that is not a number"};
    }
    endpoint.port = tls ? https_port : http_port;
    if (!url.port().empty()) {
        endpoint.port = url.port_number();  // 0 for what is above 65535
    }
    if (endpoint.port == 0) {
        return Text{"a port that is not between 1 and 65535"};
    }
    return endpoint;
}

Text authority_of(const Endpoint& endpoint) {
    const bool is_ipv6 = endpoint.host.find(':') != Text::npos;
    const Text host = is_ipv6 ? "[" + endpoint.host + "]" : endpoint.host;
    const bool is_default = endpoint.port == (endpoint.tls ? https_port : http_port);
    return is_default ? host : host + ":" + std::to_string(endpoint.port);
}

}  // namespace

Result<EndpointUrl, Text> parse_endpoint(std::string_view url) {
    const Text expected = "expected \"https://host[:port][/path]\", found ";
    const auto parsed = urls::parse_uri(url);
    if (!parsed) {
        return expected + found(url);
    }
    auto endpoint = endpoint_of(*parsed);
    if (!endpoint) {
        return expected + endpoint.error() + " in " + found(url);
    }
    if (parsed->has_query() || parsed->has_fragment()) {
        return expected + "a query or a fragment";
    }
    if (!endpoint->tls && !is_loopback(*parsed, endpoint->host)) {
        return expected + found(url) +
               ": http is for loopback alone (127.0.0.0/8, [::1], localhost)";
    }
    EndpointUrl result;
    result.authority = authority_of(*endpoint);
    result.endpoint = *std::move(endpoint);
    result.path = Text{parsed->encoded_path()};
    result.path.erase(result.path.find_last_not_of('/') + 1);
    return result;
}

Result<Endpoint, Text> parse_proxy(std::string_view url) {
    const Text expected = "expected the proxy as \"http://host:port\", found ";
    const auto parsed = urls::parse_uri(url);
    if (!parsed) {
        return expected + found(url);
    }
    auto endpoint = endpoint_of(*parsed);
    if (!endpoint) {
        return expected + endpoint.error() + " in " + found(url);
    }
    const bool has_more = parsed->has_query() || parsed->has_fragment() ||
                          parsed->encoded_path().find_first_not_of('/') != Text::npos;
    if (endpoint->tls || has_more) {
        return expected + found(url);
    }
    return endpoint;
}

}  // namespace sluice::http
