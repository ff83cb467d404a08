#include "host/config/read_status.hpp"

#include "host/config/read_reference.hpp"

#include <utility>

namespace host {
namespace {

std::optional<SecretRef> read_token(const Section& status) {
    const std::optional<Section> token = status.section("token");
    if (!token) {
        return std::nullopt;
    }
    if (token->object().size() != 1) {
        token->error(
            token->place().key, "expected { env: NAME } or { file: PATH }, found another map"
        );
        return std::nullopt;
    }
    SecretRef secret = read_reference(*token);
    secret.name = "status.token";
    return secret;
}

}  // namespace

StatusSpec read_status(const Section& status) {
    StatusSpec spec;
    spec.at = status.place("listen").value;
    spec.token = read_token(status);
    const std::optional<std::string> listen = status.text("listen");
    const auto address = parse_listen_address(listen.value_or(""));
    if (address) {
        spec.listen = *address;
    } else if (listen) {
        status.error(
            spec.at, std::string{"expected "} + listen_address_form + ", found '" + *listen + "'"
        );
    }
    if (address && !address->is_loopback() && !status.has("token")) {
        status.error(
            spec.at,
            "expected a token beside an address that others can reach, found none: write token: "
            "{ env: NAME }, or listen on 127.0.0.1"
        );
    }
    return spec;
}

}  // namespace host
