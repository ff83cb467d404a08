// The questions about records that a plugin has not answered yet, and their slots, which it borrows
// until then. One per pipeline, outlives its instance; host thread.
#pragma once

#include "host/delivery/moment.hpp"
#include "host/plugin/instance.hpp"
#include "host/verify/kept_update.hpp"

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <vector>

namespace host {

class Questions {
public:
    // One that was answered, or that will never be.
    struct Asked {
        std::uint64_t mark = 0;  // the asker's own
        std::unique_ptr<KeptUpdate> update;
    };

    // False if the plugin does not take it; then it is gone.
    bool
    ask(Instance& instance,
        std::unique_ptr<KeptUpdate> update,
        std::uint64_t mark,
        std::uint32_t flags,
        Time deadline);
    // Whose answer that token is; none if it is nobody's. Any token is safe.
    std::optional<Asked> answered(std::uint64_t token);
    // Those that have no answer 10 s beyond their deadline: count them as not told. Their slots
    // stay, for the plugin may still read them; an answer that comes is nobody's.
    std::vector<std::uint64_t> give_up_overdue(Time now);
    // The plugin that held them is gone.
    std::vector<std::uint64_t> give_up_all();

    std::size_t open() const { return open_.size(); }
    // When to look for overdue ones; none if none is open.
    std::optional<Time> next_look() const;

private:
    struct Open {
        std::uint64_t mark = 0;
        Time deadline{0};
        std::unique_ptr<KeptUpdate> update;
        sluice_record record{};  // lent too
    };
    using ByToken = std::map<std::uint64_t, Open>;  // which is by time

    std::uint64_t last_token_ = 0;
    ByToken open_;
    std::vector<ByToken::node_type> given_up_;
};

}  // namespace host
