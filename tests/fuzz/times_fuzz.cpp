// Any text as a token with an end and as a point in time: what is read as a time is written as the
// same time.
#include "adobe_target/api/event_time.hpp"
#include "adobe_target/api/token_life.hpp"
#include "tests/fuzz/slots.hpp"

#include <sluice/text/timestamp.hpp>

#include <array>

namespace {

using namespace sluice;        // NOLINT(google-build-using-namespace)
using namespace adobe_target;  // NOLINT(google-build-using-namespace): the room under test

void expect_written_alike(UnixTime time) {
    std::array<char, 32> buffer{};
    const auto text = write_timestamp(time, buffer);
    if (text) {
        fuzz::expect(parse_timestamp(*text) == time, "a time is written as it was read");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text = fuzz::as_text(data, size);
    token_life(text, std::chrono::seconds{1'800'000'000});
    if (const auto time = parse_timestamp(text)) {
        expect_written_alike(*time);
    }
    for (const std::uint32_t type : {SLUICE_T_STR, SLUICE_T_NUMBER}) {
        if (const auto time = event_time(fuzz::slot(type, text))) {
            expect_written_alike(*time);
        }
    }
    return 0;
}
