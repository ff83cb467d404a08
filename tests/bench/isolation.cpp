// What a process of its own costs: N records of ten slots go through a plugin that answers at once,
// first in this process, then in a runner.
//
//     bench_isolation null.so [records]
#include "host/isolation/isolated_plugin.hpp"
#include "host/isolation/runner.hpp"
#include "host/plugin/inproc_plugin.hpp"
#include "host/plugin/library.hpp"
#include "host/plugin/no_secrets.hpp"

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <memory>
#include <poll.h>
#include <string>
#include <string_view>
#include <sys/resource.h>
#include <vector>

namespace {

using namespace std::chrono_literals;
using Clock = std::chrono::steady_clock;

constexpr std::size_t slots = 10;
constexpr std::size_t batch_records = 256;
constexpr std::size_t max_in_flight = 1024;

// One batch of records, sent again and again.
class Batch {
public:
    Batch() {
        for (std::size_t i = 0; i < batch_records; ++i) {
            for (std::size_t j = 0; j < slots; ++j) {
                values_.push_back(
                    {SLUICE_T_STR, static_cast<std::uint32_t>(text.size()), {text.data()}}
                );
            }
        }
        for (std::size_t i = 0; i < batch_records; ++i) {
            sluice_record record{};
            record.token = i;
            record.values = values_.data() + i * slots;
            record.n_values = slots;
            record.op = SLUICE_OP_UPSERT;
            record.id = {text.data(), text.size()};
            records_.push_back(record);
        }
    }

    std::span<const sluice_record> records() const { return records_; }

private:
    static constexpr std::string_view text = "12 bytes ...";
    std::vector<sluice_value> values_;
    std::vector<sluice_record> records_;
};

double cpu_ns(int who) {
    rusage usage{};
    getrusage(who, &usage);
    const auto ns = [](const timeval& time) {
        return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_usec) * 1e3;
    };
    return ns(usage.ru_utime) + ns(usage.ru_stime);
}

double all_cpu_ns() {
    return cpu_ns(RUSAGE_SELF) + cpu_ns(RUSAGE_CHILDREN);
}

void send_all(host::Instance& instance, const host::Bell& bell, std::size_t count) {
    const Batch batch;
    std::vector<host::Completion> completions;
    std::size_t sent = 0;
    std::size_t answered = 0;
    while (answered < count) {
        while (sent < count && sent - answered + batch_records <= max_in_flight) {
            if (!instance.send(batch.records(), Clock::now().time_since_epoch() + 60s)) {
                std::fputs("the plugin refuses a batch\n", stderr);
                std::exit(1);  // NOLINT(concurrency-mt-unsafe)
            }
            sent += batch_records;
        }
        instance.context().take_completions(completions);
        answered += completions.size();
        if (completions.empty()) {
            pollfd rung{bell.fd(), POLLIN, 0};
            poll(&rung, 1, 1000);
            bell.quiet();
        }
    }
}

// Prints the figures and gives the CPU time of a record.
double measure(const char* name, const host::Plugin& plugin, std::size_t count) {
    const host::Bell bell;
    const host::NoSecrets secrets;
    host::Context context{bell, secrets};
    const double cpu_before = all_cpu_ns();
    std::chrono::duration<double, std::nano> wall{};
    {
        auto instance = plugin.start(context, {"put", "{}", "{}", {}});
        if (!instance) {
            std::fprintf(stderr, "%s: %s\n", name, instance.error().text.c_str());
            std::exit(1);  // NOLINT(concurrency-mt-unsafe)
        }
        const auto began = Clock::now();
        send_all(**instance, bell, count);
        wall = Clock::now() - began;
    }
    const double records = static_cast<double>(count);
    const double cpu = (all_cpu_ns() - cpu_before) / records;
    std::printf(
        "%-8s %7.1f ns/record by the clock, %7.1f ns of CPU\n", name, wall.count() / records, cpu
    );
    return cpu;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc == 3 && std::string_view{argv[1]} == "--run-plugin") {
        host::run_plugin(std::atoi(argv[2]));  // NOLINT(cert-err34-c): the host wrote it
    }
    if (argc < 2) {
        std::fputs("usage: bench_isolation null.so [records]\n", stderr);
        return 2;
    }
    const auto file = host::examine_plugin(argv[1], std::nullopt);
    if (!file) {
        std::fprintf(stderr, "%s\n", file.error().text.c_str());
        return 1;
    }
    const auto table = host::load_plugin(*file);
    if (!table) {
        std::fprintf(stderr, "%s\n", table.error().text.c_str());
        return 1;
    }
    const std::size_t wanted = argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 4'000'000;
    const std::size_t count = wanted / batch_records * batch_records;
    const double inproc = measure("inproc", host::InprocPlugin{**table}, count);
    const host::IsolatedPlugin isolated{{.path = file->path, .sha256 = file->sha256}};
    const double process = measure("process", isolated, count);
    std::printf("isolation costs %.1f ns of CPU a record\n", process - inproc);
    return 0;
}
