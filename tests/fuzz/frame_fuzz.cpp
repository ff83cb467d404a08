// Any bytes as what comes out of a plugin's process, and as what a runner is sent: cut into frames,
// and each frame read as every kind that there is.
#include "host/frame/flat_batch.hpp"
#include "host/frame/flat_results.hpp"
#include "host/frame/flat_spec.hpp"
#include "host/frame/frame_inbox.hpp"
#include "host/frame/frame_reader.hpp"
#include "tests/fuzz/expect.hpp"

#include <sluice/text.hpp>

#include <algorithm>
#include <cstring>
#include <numeric>
#include <string_view>
#include <vector>

namespace {

// Every byte that a pointer leads to is read: the sanitizer tells whether it may be.
std::size_t sum_of(std::string_view text) {
    return std::accumulate(text.begin(), text.end(), std::size_t{0}, [](std::size_t sum, char c) {
        return sum + static_cast<unsigned char>(c);
    });
}

std::size_t read_batch(std::span<const std::byte> body) {
    std::size_t sum = 0;
    host::FlatBatch batch;
    if (batch.read(body)) {
        for (const sluice_record& record : batch.records()) {
            sum += sum_of(sluice::to_view(record.id));
            for (std::uint32_t j = 0; j < record.n_values; ++j) {
                sum += sum_of(sluice::to_view(record.values[j]));
            }
        }
    }
    return sum;
}

std::size_t read_spec(std::span<const std::byte> body) {
    std::size_t sum = 0;
    host::FlatSpec flat;
    if (flat.read(body)) {
        const sluice_spec spec = flat.to_c();
        for (const sluice_field& field : std::span{spec.fields, spec.n_fields}) {
            sum += sum_of(sluice::to_view(field.name)) + sum_of(sluice::to_view(field.constant));
        }
    }
    return sum;
}

std::size_t read_results(std::span<const std::byte> body) {
    std::size_t sum = 0;
    std::vector<sluice_result> results;
    if (host::read_results(body, results)) {
        fuzz::expect(results.size() <= host::most_results, "no more verdicts than a frame holds");
        for (const sluice_result& result : results) {
            fuzz::expect(result.message.len <= host::most_result_text, "a message is short");
            sum += sum_of(sluice::to_view(result.code)) + sum_of(sluice::to_view(result.message)) +
                   sum_of(sluice::to_view(result.member));
        }
    }
    return sum;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    host::FrameInbox inbox{1 << 16};
    std::size_t at = 0;
    volatile std::size_t sum = 0;
    while (at < size && !inbox.is_broken()) {
        const auto room = inbox.room();
        const std::size_t some = std::min({room.size(), size - at, std::size_t{100}});
        std::memcpy(room.data(), data + at, some);
        inbox.filled(some);
        at += some;
        while (const auto frame = inbox.next()) {
            fuzz::expect(frame->body.size() <= 1 << 16, "no frame is longer than allowed");
            sum =
                sum + read_batch(frame->body) + read_spec(frame->body) + read_results(frame->body);
        }
    }
    return 0;
}
