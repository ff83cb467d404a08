// How a pipeline's progress is made durable: what goes into each commit. Host thread.
#pragma once

#include "host/delivery/delivery.hpp"
#include "host/state/commit.hpp"

#include <cstdint>

namespace host {

class Journal {
public:
    Journal() = default;
    Journal(const Journal&) = delete;
    Journal& operator=(const Journal&) = delete;
    virtual ~Journal() = default;

    // A verdict came in: for those who keep book per record.
    virtual void note(const Became& became) = 0;

    // Everything that became final since the last call, with the checkpoint of this moment.
    // `finished`: the source has ended and all is final.
    virtual Commit entry(Delivery& delivery, bool finished, std::int64_t unix_ms) = 0;
};

}  // namespace host
