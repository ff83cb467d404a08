// A plugin's class behind the C table, for unit tests of plugins. Who includes it defines
// sluice_manifest_v1.
#pragma once

#include "tests/support/records.hpp"
#include "tests/support/test_host.hpp"
#include "tests/support/test_spec.hpp"

#include <sluice/destination.hpp>

#include <catch2/catch.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <utility>
#include <vector>

namespace test {

// Driven through the C table alone, as a host does it.
template <class D>
class LiveInstance {
public:
    LiveInstance(TestHost& host, TestSpec& spec) {
        rc_ = table.init(host.table(), host.context(), spec.c(), &limits_, &self_);
    }
    LiveInstance(const LiveInstance&) = delete;
    LiveInstance& operator=(const LiveInstance&) = delete;
    ~LiveInstance() { shutdown(); }

    sluice_rc rc() const { return rc_; }
    const sluice_limits& limits() const { return limits_; }
    sluice_rc check() { return table.check(self_); }
    void cancel() { table.cancel(self_); }

    // The records from `first` on, as one batch.
    void
    send(const Records& records, std::size_t first = 0, std::chrono::nanoseconds deadline = {}) {
        batches_.push_back(records.from(first));
        sluice_batch batch{};
        batch.struct_size = sizeof batch;
        batch.deadline_mono_ns = static_cast<std::uint64_t>(deadline.count());
        batch.records = batches_.back().data();
        batch.n_records = batches_.back().size();
        REQUIRE(table.send(self_, &batch) == SLUICE_OK);
    }

    void shutdown() {
        if (self_ != nullptr) {
            table.shutdown(std::exchange(self_, nullptr), 0);
        }
    }

private:
    static constexpr const sluice_plugin& table = sluice::Thunks<D>::table;
    sluice_rc rc_ = SLUICE_E_INTERNAL;
    sluice_limits limits_{};
    sluice_instance* self_ = nullptr;
    std::deque<std::vector<sluice_record>> batches_;
};

}  // namespace test
