#include "host/conform/check/chance.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"

#include <optional>

namespace host {
namespace {

using How = MockReply::How;

constexpr std::chrono::seconds patience{5};

HarnessOptions options_by_chance(CheckRun& run) {
    HarnessOptions options;
    options.age = static_cast<HostAge>(run.random() % 3);
    options.lending = run.random() % 2 == 0 ? Lending::plain : Lending::guarded;
    options.batch_deadline = std::chrono::milliseconds{500 + run.random() % 2000};
    return options;
}

MockReply reply_by_chance(CheckRun& run) {
    MockReply reply = run.accepted();
    if (run.random() % 2 == 0) {
        reply.status = static_cast<int>(200 + run.random() % 400);
    }
    reply.how = static_cast<How>(run.random() % 9);
    reply.delay = std::chrono::milliseconds{run.random() % 50};
    return reply;
}

void step_by_chance(CheckRun& run, std::optional<Harness>& live) {
    const std::uint64_t choice = run.random() % 12;
    if (choice == 0) {
        run.play(reply_by_chance(run));
    } else if (!live) {
        live.emplace(run, options_by_chance(run));
        live->validate();
        if (live->init() != SLUICE_OK) {
            live.reset();
        }
    } else if (choice <= 5) {
        const std::size_t count = 1 + run.random() % 30;
        live->send_within_limits(
            records_of(run.sample(), run.random() % 10'000, count), std::chrono::milliseconds{300}
        );
    } else if (choice == 6) {
        live->validate_quietly();
    } else if (choice == 7) {
        live->flush();
    } else if (choice == 8) {
        live->cancel();
    } else if (choice == 9) {
        live->await(std::chrono::milliseconds{run.random() % 300});
    } else if (choice == 10) {
        live->shutdown(std::chrono::milliseconds{run.random() % 1000});
        live.reset();
    }
}

}  // namespace

void check_fuzz(CheckRun& run) {
    const int steps = run.is_full() ? 400 : 100;
    run.play(run.accepted());
    std::optional<Harness> live;
    for (int i = 0; i < steps; ++i) {
        step_by_chance(run, live);
    }
    if (live) {
        live->cancel();
        run.evidence().expect(
            live->await(patience),
            "expected a verdict on each record after cancel, found " +
                std::to_string(live->context().open()) + " without; again by --only fuzz --seed " +
                std::to_string(run.order().seed)
        );
    }
}

}  // namespace host
