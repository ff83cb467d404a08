#include "host/run/present.hpp"

#include <chrono>

namespace host {

Moment present() {
    return {
        std::chrono::steady_clock::now().time_since_epoch(),
        std::chrono::duration_cast<UnixTime>(std::chrono::system_clock::now().time_since_epoch()),
    };
}

}  // namespace host
