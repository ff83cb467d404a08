#include "sdk/http/setup.hpp"

#include "sdk/http/proxy.hpp"

#include <stdexcept>

namespace sluice::http {

namespace {

std::optional<Endpoint> proxy_from(const std::string& url) {
    if (url.empty()) {
        return std::nullopt;
    }
    auto proxy = parse_proxy(url);
    if (!proxy) {
        throw std::runtime_error(proxy.error());
    }
    return *std::move(proxy);
}

}  // namespace

Setup::Setup(Settings from)
    : settings{std::move(from)}, tls{settings.ca_file}, proxy{proxy_from(settings.proxy)} {
    if (settings.connections == 0) {
        throw std::runtime_error("expected at least 1 HTTP connection, found 0");
    }
}

}  // namespace sluice::http
