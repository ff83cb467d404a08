#include "adobe_target/start_up.hpp"

#include "adobe_target/fields.hpp"

#include <sluice/error.hpp>

#include <random>
#include <stdexcept>
#include <vector>

namespace adobe_target {

Settings settings_of(const sluice::Spec& spec) {
    std::vector<sluice::ConfigFault> faults;
    Settings settings = read_settings(spec.config_json(), faults);
    if (!faults.empty()) {
        throw sluice::Error{
            SLUICE_E_INVALID, faults.front().path, faults.front().code, faults.front().message};
    }
    return settings;
}

Options options_of(const sluice::Spec& spec) {
    std::vector<sluice::ConfigFault> faults;
    Options options = read_options(spec.options_json(), faults);
    if (!faults.empty()) {
        throw sluice::Error{
            SLUICE_E_INVALID, faults.front().path, faults.front().code, faults.front().message};
    }
    return options;
}

std::unique_ptr<sluice::http::Client>
make_client(boost::asio::io_context& context, const Settings& settings) {
    try {
        return std::make_unique<sluice::http::Client>(
            context,
            sluice::http::Settings{
                .connections = settings.connections,
                .max_reply_bytes = std::size_t{1} << 20U,
                .ca_file = settings.ca_file,
                .proxy = settings.proxy,
                .user_agent = "sluice-adobe-target"}
        );
    } catch (const std::runtime_error& error) {
        throw sluice::Error{SLUICE_E_INVALID, "/config", "bad_connection_settings", error.what()};
    }
}

std::string random_id() {
    std::random_device device;
    std::string id = "sluice-check-";
    for (int i = 0; i < 4; ++i) {
        id += std::to_string(device());
    }
    return id;
}

bool is_streaming(const sluice::Spec& spec) {
    const auto action = action_of(spec.action());
    if (!action) {
        throw sluice::Error{
            SLUICE_E_INVALID,
            "/action",
            "unknown_action",
            "expected send_identifiers or stream_attributes, found another"};
    }
    return *action == Action::stream_attributes;
}

}  // namespace adobe_target
