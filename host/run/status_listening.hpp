// Starts the status server that command line and files ask for. Used by run at start-up, host
// thread.
#pragma once

#include "host/config/config.hpp"
#include "host/report/log.hpp"
#include "host/report/redact.hpp"
#include "host/report/status_server.hpp"
#include "host/run/assembly.hpp"

#include <memory>
#include <string>

namespace host {

// Where it is to listen.
struct StatusPlace {
    bool is_wanted = true;
    std::string command_line;  // "127.0.0.1:9464"; "": as the files say, if they do
};

// Null if none is wanted. Fails if the address is none, is not loopback's and there is no token, if
// the token cannot be had or is short, or if the address is in use.
sluice::Result<std::unique_ptr<StatusServer>, CannotStart> start_status_server(
    const StatusPlace& place, const Config& config, Redactor& redactor, const SnapshotBoard& board
);

// What a snapshot says of the run as a whole; logs where the server listens.
Snapshot run_facts(
    const std::unique_ptr<StatusServer>& server, const std::string& state_directory, Log& log
);

}  // namespace host
