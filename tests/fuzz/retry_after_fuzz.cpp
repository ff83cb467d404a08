// Any text as a Retry-After header: no delay or one between nothing and the cap, whatever the clock
// says.
#include "tests/fuzz/expect.hpp"

#include <sluice/http/message.hpp>

#include <chrono>

using std::chrono::milliseconds;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::as_text(data, size);
    for (const std::chrono::seconds now :
         {std::chrono::seconds{0}, std::chrono::seconds{1'800'000'000}}) {
        const std::chrono::system_clock::time_point at{now};
        const auto delay = sluice::http::retry_delay(text, at, milliseconds{3'600'000});
        if (delay) {
            fuzz::expect(*delay >= milliseconds{0}, "a delay lies ahead");
            fuzz::expect(*delay <= milliseconds{3'600'000}, "a delay is capped");
        }
    }
    return 0;
}
