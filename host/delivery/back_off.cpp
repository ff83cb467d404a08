#include "host/delivery/back_off.hpp"

#include <algorithm>

namespace host {

Time BackOff::after(std::uint32_t failures) const {
    Time wait = std::min(first, cap);
    for (std::uint32_t n = 1; n < failures && wait < cap; ++n) {
        wait = wait > cap / 2 ? cap : wait * 2;
        if (wait <= Time{0}) {
            break;
        }
    }
    return wait;
}

Time bounded_retry_after(std::chrono::milliseconds asked) {
    using std::chrono::milliseconds;
    const milliseconds longest = std::chrono::duration_cast<milliseconds>(longest_retry_after);
    return std::clamp(asked, milliseconds{0}, longest);
}

Time retry_delay(
    const BackOff& back_off, std::uint32_t failures, Time retry_after, Random& random
) {
    return retry_after > Time{0} ? std::min(retry_after, longest_retry_after)
                                 : random.up_to(back_off.after(failures));
}

}  // namespace host
