// The destination's configuration as typed values. Read by validate_mapping and by the destination
// at init; values, any thread afterwards.
#pragma once

#include "adobe_target/api/attributes.hpp"
#include "adobe_target/api/delivery.hpp"
#include "adobe_target/api/reply_view.hpp"

#include <sluice/config/config_reader.hpp>
#include <sluice/http/endpoint.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace adobe_target {

enum class ProfileAuth : std::uint8_t {
    automatic,  // Adobe's settings say whether profile calls need the token, and it is fetched
    none,       // nothing is asked of IMS or Admin in order to send
    token,      // profile_token is sent
};

struct Settings {
    std::string client_code;
    std::string path_segment;  // "": the client code
    // IMS and Admin alone: neither sending call uses them.
    std::string tenant_id;
    std::string client_id;
    std::string client_secret;  // names of secrets, as the host gives them; "" if not configured
    std::string profile_token;
    ProfileAuth profile_auth = ProfileAuth::automatic;
    std::string scopes;  // comma separated, as the Developer Console lists them

    std::optional<sluice::http::EndpointUrl> target;  // none: Adobe's own hosts
    sluice::http::EndpointUrl ims;
    sluice::http::EndpointUrl admin;
    std::size_t connections = 64;
    std::chrono::milliseconds timeout{30'000};
    std::string ca_file;  // "": the system's
    std::string proxy;    // "": none

    std::string mbox;
    Carrier carrier = Carrier::mbox;
    EmptyRule empty;
    BadAttribute bad_attribute = BadAttribute::drop;
    // UTF-16 units. 256: limits page, since 2025-10; 5000: Delivery API description.
    std::size_t max_value_length = 256;
    AcceptedReplies accepted = AcceptedReplies::documented;
};

// Reads sluice::Spec::config_json(). What is wrong goes to `faults`, all of it; the settings are
// good if it stays empty.
Settings read_settings(std::string_view config_json, std::vector<sluice::ConfigFault>& faults);

}  // namespace adobe_target
