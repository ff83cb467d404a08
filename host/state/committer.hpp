// The state thread and its connection: makes what the host thread submits durable, many submits in
// one transaction. Every public function is for the host thread; none but open(), flush() and the
// destructor waits for the disk.
#pragma once

#include "host/state/commit.hpp"
#include "host/state/state_error.hpp"
#include "host/state/state_options.hpp"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace host {

class Committer {
public:
    static StateResult<Committer> open(const StateOptions& options);

    Committer(Committer&&) noexcept;
    Committer& operator=(Committer&&) noexcept;
    ~Committer();  // writes what is queued, then ends the thread

    // Queues and gives its number: 1, 2, 3 ... Nothing is written any more after an error.
    std::uint64_t submit(Commit commit);

    // Every submit up to this number is durable.
    std::uint64_t committed() const;

    // Submits that are not durable yet: read less from the source while this grows.
    std::uint64_t backlog() const;

    // Queues; the answer comes by take_grants(), one for each call, in order.
    void reserve(Reservation reservation);
    std::vector<Grant> take_grants();

    // Returns `count` units of a grant that were not used.
    void give_back(std::string account, std::int64_t use_before_ms, std::uint64_t count);

    // Readable after each group of commits or grants, and after an error. Owned by the Committer.
    int ack_fd() const;
    void clear_ack();  // call before looking at committed(), take_grants() and error()

    // Set once the state cannot be written: the run stops with exit code 74, nothing past
    // committed() is durable.
    std::optional<StateError> error() const;

    // Waits until everything submitted is durable; false if error() is set.
    [[nodiscard]] bool flush();

private:
    class Impl;
    explicit Committer(std::unique_ptr<Impl> impl);
    std::unique_ptr<Impl> impl_;
};

}  // namespace host
