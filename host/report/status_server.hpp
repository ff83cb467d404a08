// Tells how the run is doing over HTTP, on a thread of its own: nothing that a client does or
// leaves undone holds up the host thread. Made and destroyed by run on the host thread.
#pragma once

#include "host/record/listen_address.hpp"
#include "host/record/problem.hpp"
#include "host/report/snapshot_board.hpp"
#include "host/report/status_reply.hpp"

#include <sluice/result.hpp>

#include <memory>

namespace host {

// One request per connection; a head of at most 8 KiB within 5 s, an answer taken within 5 s. Of
// more than 32 connections the oldest is closed, so that silent ones keep nobody out.
class StatusServer {
public:
    // Fails if it cannot listen there. The board must outlive it.
    static sluice::Result<std::unique_ptr<StatusServer>, Problem>
    start(const ListenAddress& address, StatusAccess access, const SnapshotBoard& board);

    StatusServer(const StatusServer&) = delete;
    StatusServer& operator=(const StatusServer&) = delete;
    // Closes all connections and ends the thread.
    ~StatusServer();

    // Where it listens; its port if any was to do.
    const ListenAddress& address() const;

private:
    class Impl;
    explicit StatusServer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace host
