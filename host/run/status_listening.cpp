#include "host/run/status_listening.hpp"

#include "host/config/secrets.hpp"

#include <optional>
#include <utility>

namespace host {
namespace {

using Started = sluice::Result<std::unique_ptr<StatusServer>, CannotStart>;

sluice::Result<std::string, CannotStart> token_of(const Config& config, Redactor& redactor) {
    if (!config.status || !config.status->token) {
        return std::string{};
    }
    auto token = resolve_secret(*config.status->token);
    if (!token) {
        return CannotStart{exit_configuration, token.error().text};
    }
    redactor.add(*token);
    if (token->size() < shortest_token) {
        return CannotStart{
            exit_configuration,
            "expected at least " + std::to_string(shortest_token) +
                " bytes for status.token, found fewer: it could be guessed"};
    }
    return *std::move(token);
}

}  // namespace

Started start_status_server(
    const StatusPlace& place, const Config& config, Redactor& redactor, const SnapshotBoard& board
) {
    if (!place.is_wanted || (place.command_line.empty() && !config.status)) {
        return std::unique_ptr<StatusServer>{};
    }
    const auto address = place.command_line.empty() ? std::optional{config.status->listen}
                                                    : parse_listen_address(place.command_line);
    if (!address) {
        return CannotStart{
            exit_usage,
            std::string{"--listen: expected "} + listen_address_form + ", found '" +
                place.command_line + "'"};
    }
    auto token = token_of(config, redactor);
    if (!token) {
        return token.error();
    }
    if (!address->is_loopback() && token->empty()) {
        return CannotStart{
            exit_configuration,
            "expected a token for a status server that others can reach, " + address->text() +
                ", found none: write status: { listen: ..., token: { env: NAME } } into the "
                "pipeline file, or listen on 127.0.0.1"};
    }
    auto server = StatusServer::start(
        *address, {.token = *std::move(token), .is_loopback = address->is_loopback()}, board
    );
    if (!server) {
        return CannotStart{exit_configuration, server.error().text};
    }
    return *std::move(server);
}

Snapshot run_facts(
    const std::unique_ptr<StatusServer>& server, const std::string& state_directory, Log& log
) {
    Snapshot facts;
    facts.version = SLUICE_VERSION;
    facts.state_directory = state_directory;
    if (server != nullptr) {
        facts.listen = server->address().text();
        log.info("the status server listens", {{"address", facts.listen}});
    }
    return facts;
}

}  // namespace host
