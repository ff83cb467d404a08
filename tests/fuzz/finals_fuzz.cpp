// Any bytes as the final set of state.db: refused, or exactly what encoding gives again.
#include "host/state/final_set.hpp"
#include "tests/fuzz/expect.hpp"

#include <utility>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const std::uint64_t base = std::uint64_t{1} << (data[0] % 64);
    const std::string_view bytes = fuzz::as_text(data + 1, size - 1);
    auto finals = host::decode_finals(bytes, base);
    if (!finals) {
        return 0;
    }
    host::Checkpoint checkpoint;
    checkpoint.next.ordinal = base;
    checkpoint.runs = std::move(finals->runs);
    checkpoint.updates = std::move(finals->updates);
    const auto again = host::encode_finals(checkpoint);
    fuzz::expect(again.has_value(), "what was read is in order");
    fuzz::expect(*again == bytes, "a set has one form");
    return 0;
}
