// A destination for tests of isolation: it delivers each record unless the record's "wish" slot
// asks for something that would take a host down with it. segfault | abort | exit | hang | eat |
// print | drop; anything else is delivered inline.
#include <sluice/destination.hpp>

#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <unistd.h>
#include <utility>
#include <vector>

namespace {

void segfault() {
    // The real thing: a write to where nothing is mapped. Not to null, which UBSan sees before it
    // is done.
    constexpr std::uintptr_t unmapped = 64;
    auto* nowhere = reinterpret_cast<volatile int*>(unmapped);  // NOLINT(performance-no-int-to-ptr)
    *nowhere = 1;
}

void eat() {
    std::vector<std::unique_ptr<char[]>> eaten;
    for (;;) {
        constexpr std::size_t bite = 16 << 20;
        eaten.push_back(std::make_unique<char[]>(bite));  // zeroed, so the pages are real
    }
}

class Wayward final : public sluice::Destination {
public:
    static void validate(sluice::Findings& /*findings*/, const sluice::Spec& spec) {
        if (spec.config_json().find("\"segfault in validate\"") != std::string_view::npos) {
            segfault();
        }
    }

    Wayward(sluice::Host host, const sluice::Spec& spec)
        : host_{host}, delivered_{host.metric(SLUICE_M_COUNTER, "sent", "", "")} {
        const std::string_view config = spec.config_json();
        has_key_ = host.secret("key").has_value();
        if (config.find("\"segfault in init\"") != std::string_view::npos) {
            segfault();
        }
        hangs_in_shutdown_ = config.find("\"hang in shutdown\"") != std::string_view::npos;
        for (std::size_t i = 0; i < spec.size(); ++i) {
            wish_ = spec.field(i).name() == "wish" ? i : wish_;
        }
    }

    sluice_limits limits() const override { return {sizeof(sluice_limits), 64, 256, 0}; }

    void send(sluice::Record record) override {
        obey(wish_ < record.values().size() ? sluice::to_view(record[wish_]) : "");
        if (wish_ < record.values().size() && sluice::to_view(record[wish_]) == "drop") {
            dropped_.push_back(std::move(record));
            return;
        }
        sluice::Outcome outcome;
        outcome.verdict = sluice::Verdict::delivered;
        outcome.requests = 1;
        std::move(record).finish(outcome);
        host_.add(delivered_, 1);
    }

    void check() override {
        if (!has_key_) {
            throw sluice::Error{
                SLUICE_E_AUTH, "/config/key", "no_key", "expected the secret key, found none"};
        }
    }

    void cancel() override { dropped_.clear(); }

    void shutdown(std::chrono::nanoseconds) override {
        if (hangs_in_shutdown_) {
            pause();
        }
    }

private:
    static void obey(std::string_view wish) {
        if (wish == "segfault") {
            segfault();
        } else if (wish == "abort") {
            std::abort();
        } else if (wish == "exit") {
            std::exit(3);  // NOLINT(concurrency-mt-unsafe)
        } else if (wish == "hang") {
            pause();
        } else if (wish == "eat") {
            eat();
        } else if (wish == "print") {
            std::puts("a plugin speaks on stdout");
            std::fflush(stdout);
        }
    }

    sluice::Host host_;
    std::uint32_t delivered_;
    std::size_t wish_ = SIZE_MAX;
    bool has_key_ = false;
    bool hangs_in_shutdown_ = false;
    std::vector<sluice::Record> dropped_;
};

}  // namespace

SLUICE_EXPORT_DESTINATION(Wayward)
