// A running runner and the two ends of its socket: frames out, frames in, lines of its output.
// Owned by a Supervisor; one thread at a time but for what says otherwise.
#pragma once

#include "host/frame/frame_inbox.hpp"
#include "host/isolation/runner_settings.hpp"
#include "host/process/child.hpp"
#include "host/record/file_descriptor.hpp"
#include "host/record/problem.hpp"

#include <sluice/result.hpp>

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

class RunnerLink {
public:
    // Starts this program as `sluice --run-plugin 3`. On the thread that outlives it, see
    // Child::start.
    static sluice::Result<std::unique_ptr<RunnerLink>, Problem> start(const RunnerSettings& settings
    );

    Child& child() { return *child_; }
    int socket() const { return socket_.get(); }

    // --- under the supervisor's lock, any thread ---
    // Sends at once what the socket takes and keeps the rest.
    void post(std::string_view frames);
    // Frames are built in it and go out with the next post_built(); its memory is reused.
    std::string& building() { return building_; }
    void post_built();
    bool has_unsent() const { return !unsent_.empty(); }
    void send_unsent();

    // --- the supervisor's thread ---
    enum class Heard : std::uint8_t { nothing, something, end };
    // Reads once what is there.
    Heard hear();
    // A frame; valid until hear().
    std::optional<Frame> next() { return inbox_.next(); }
    bool is_broken() const { return inbox_.is_broken(); }
    // Whole lines that the plugin wrote to stdout or stderr; at its end the last one too, whole or
    // not.
    std::vector<std::string> take_lines(bool at_end);

private:
    RunnerLink(std::unique_ptr<Child> child, FileDescriptor socket);

    std::unique_ptr<Child> child_;
    FileDescriptor socket_;
    FrameInbox inbox_{most_bytes_from_runner};
    std::string building_;
    std::string unsent_;
    std::string line_;
};

}  // namespace host
