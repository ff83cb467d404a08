// The least that a plugin in C++ can be: every record counts as delivered.
#include <sluice/destination.hpp>

#include <chrono>
#include <utility>

namespace {

class Plain final : public sluice::Destination {
public:
    static void validate(sluice::Findings&, const sluice::Spec&) {}

    Plain(sluice::Host, const sluice::Spec&) {}

    sluice_limits limits() const override { return {sizeof(sluice_limits), 64, 64, 0}; }

    void send(sluice::Record record) override {
        sluice::Outcome outcome;
        outcome.verdict = sluice::Verdict::delivered;
        std::move(record).finish(std::move(outcome));
    }

    void cancel() override {}
    void shutdown(std::chrono::nanoseconds) override {}
};

}  // namespace

SLUICE_EXPORT_DESTINATION(Plain)
