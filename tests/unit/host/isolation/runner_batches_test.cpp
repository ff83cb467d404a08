#include "host/isolation/runner_batches.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace {

std::unique_ptr<host::FlatBatch> batch_of(const std::vector<std::uint64_t>& tokens) {
    std::vector<sluice_record> records(tokens.size());
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        records[i].token = tokens[i];
    }
    std::string frame;
    host::flatten(frame, {sizeof(sluice_batch), 0, 1, records.data(), records.size(), 0});
    auto batch = std::make_unique<host::FlatBatch>();
    REQUIRE(batch->read(std::as_bytes(std::span{frame}).subspan(sizeof(host::FrameHeader))));
    return batch;
}

}  // namespace

TEST_CASE("a verdict's token leads to the host's, once") {
    host::RunnerBatches batches;
    host::FlatBatch* batch = batches.add(batch_of({70, 71}));
    REQUIRE(batch != nullptr);
    const std::uint64_t first = batch->records()[0].token;
    const std::uint64_t second = batch->records()[1].token;
    CHECK(batches.answer(second) == 71);
    CHECK_FALSE(batches.answer(second));
    CHECK(batches.answer(first) == 70);
    CHECK_FALSE(batches.answer(first + 2));
    CHECK_FALSE(batches.answer(UINT64_MAX));
    CHECK_FALSE(batches.answer(0));
}

TEST_CASE("the array is kept until send() has returned, though all is answered") {
    host::RunnerBatches batches;
    host::FlatBatch* batch = batches.add(batch_of({70}));
    batches.answer(batch->records()[0].token);
    auto other = batches.blank();
    CHECK(other.get() != batch);
    batches.release(*batch);
    CHECK(batches.blank().get() == batch);
}

TEST_CASE("a token of a batch that is gone does not fit the next one in its place") {
    host::RunnerBatches batches;
    host::FlatBatch* batch = batches.add(batch_of({70}));
    const std::uint64_t old = batch->records()[0].token;
    batches.release(*batch);
    CHECK(batches.answer(old) == 70);
    host::FlatBatch* next = batches.add(batch_of({71}));
    CHECK_FALSE(batches.answer(old));
    CHECK(batches.answer(next->records()[0].token) == 71);
}

TEST_CASE("a refused batch gives its host tokens back and is answered no more") {
    host::RunnerBatches batches;
    host::FlatBatch* batch = batches.add(batch_of({70, 71}));
    const std::uint64_t token = batch->records()[0].token;
    CHECK(batches.refuse(*batch) == std::vector<std::uint64_t>{70, 71});
    CHECK_FALSE(batches.answer(token));
}

TEST_CASE("a batch without a record is none") {
    host::RunnerBatches batches;
    CHECK(batches.add(std::make_unique<host::FlatBatch>()) == nullptr);
}
