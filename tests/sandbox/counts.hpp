// Running numbers: answers by kind and status, distinct ids, connections, concurrency; the server's
// thread.
#pragma once

#include "tests/sandbox/received.hpp"
#include "tests/sandbox/script.hpp"
#include "tests/sandbox/tally.hpp"

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>

namespace sandbox {

/// A request on its way: what begin() counted and end() takes back.
struct Flight {
    std::uint64_t session = 0;  ///< digests; 0: none
    std::uint64_t id = 0;
};

/// How a request ended, for the numbers and the ledger.
struct Verdict {
    int status = 0;  ///< 0: nothing was answered
    Fault fault = Fault::none;
    bool accepted = false;  ///< the state of the sandbox changed
    bool scripted = false;  ///< a rule fired
};

/// What identifies an update for "did it arrive more than once": kind and impressionId, else kind,
/// client, names and attributes.
std::uint64_t content_digest(const Received& received);

class Counts {
public:
    void connected();
    void disconnected() { --open_; }

    /// Counts a request as running. "At once" means between the end of reading it and the end of
    /// answering it, so that without any delay the sandbox works off one at a time.
    Flight begin(const Received& received);
    void end(const Flight& flight);
    /// How many requests of this flight's session run now, itself included.
    std::uint32_t in_session(const Flight& flight) const;

    void answered(const Received& received, const Verdict& verdict);

    /// Everything as JSON members, without braces.
    std::string text() const;

    /// Back to zero but for what is running and open.
    void reset();

private:
    using Running = std::unordered_map<std::uint64_t, std::uint32_t>;

    static std::uint32_t enter(Running& running, std::uint64_t key);
    static void leave(Running& running, std::uint64_t key);

    std::map<std::pair<Kind, int>, std::uint64_t> answers_;
    std::array<std::uint64_t, 5> faults_{};
    std::uint64_t requests_ = 0;
    std::uint64_t accepted_ = 0;
    std::uint64_t scripted_ = 0;
    Tally ids_;
    Tally impressions_;
    Tally accepted_contents_;
    std::uint64_t opened_ = 0;
    std::uint64_t open_ = 0;
    std::uint64_t most_open_ = 0;
    std::uint32_t running_ = 0;
    std::uint32_t most_running_ = 0;
    std::uint32_t most_in_session_ = 0;
    std::uint32_t most_in_id_ = 0;
    Running sessions_;
    Running running_ids_;
};

}  // namespace sandbox
