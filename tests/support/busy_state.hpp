// Another process in the middle of a write to a state directory: while it lives, nobody else's
// commit becomes durable, as on a disk that hangs. On the test's one thread.
#pragma once

#include <memory>
#include <string>

struct sqlite3;

namespace support {

class BusyState {
public:
    // Waits for a write under way. Throws std::runtime_error if there is no state.
    explicit BusyState(const std::string& directory);

private:
    struct Close {
        void operator()(sqlite3* database) const;
    };
    std::unique_ptr<sqlite3, Close> database_;
};

}  // namespace support
