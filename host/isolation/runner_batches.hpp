// The batches that a plugin in a runner has not answered yet, and whose record a token means. Any
// thread.
#pragma once

#include "host/frame/flat_batch.hpp"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace host {

// The plugin gets tokens of the runner: generation, batch, place in it, 32 + 16 + 16 bits, so that
// finding the record of a verdict is no search. The host's tokens stay here.
class RunnerBatches {
public:
    static constexpr std::size_t most_batches = 1 << 16;
    static constexpr std::size_t most_records = 1 << 16;

    // Takes it over and puts the runner's tokens in; null if there are too many. It is kept until
    // release() and until its last record is answered.
    FlatBatch* add(std::unique_ptr<FlatBatch> batch);
    // send() returned: the plugin reads the array itself no more.
    void release(const FlatBatch& batch);
    // send() took none of it: its records' host tokens, and it is forgotten.
    std::vector<std::uint64_t> refuse(const FlatBatch& batch);
    // The host's token; none if it was answered before or is invented.
    std::optional<std::uint64_t> answer(std::uint64_t token);
    // An empty one, memory of an old one if there is any.
    std::unique_ptr<FlatBatch> blank();

private:
    struct Slot {
        std::uint32_t generation = 0;
        std::size_t open = 0;  // records without an answer, and one for send()
        std::unique_ptr<FlatBatch> batch;
        std::vector<std::uint64_t> host_tokens;
        std::vector<bool> answered;
    };

    Slot& slot_of(const FlatBatch& batch);
    void close(Slot& slot);

    std::mutex mutex_;
    std::vector<Slot> slots_;
    std::vector<std::uint32_t> free_;
    std::vector<std::unique_ptr<FlatBatch>> blanks_;
};

}  // namespace host
