#include "host/conform/check/hygiene.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/captured_output.hpp"
#include "host/conform/harness/harness.hpp"

#include <array>
#include <cfenv>
#include <clocale>
#include <csignal>
#include <filesystem>
#include <string>
#include <sys/stat.h>
#include <unistd.h>
#include <vector>

namespace host {
namespace {

constexpr std::chrono::seconds patience{5};
constexpr std::size_t some_records = 20;

// What is to be as it was, each with its name. Signals as numbers of their handlers, so that a
// changed one shows; without those that a check's own process may not ask about.
std::vector<std::pair<std::string, std::string>> state_of_process() {
    std::vector<std::pair<std::string, std::string>> state;
    for (int number = 1; number < NSIG; ++number) {
        struct sigaction action {};
        if (sigaction(number, nullptr, &action) == 0) {
            const auto handler = reinterpret_cast<std::uintptr_t>(action.sa_handler);
            state.emplace_back(
                "the handler of signal " + std::to_string(number), std::to_string(handler)
            );
        }
    }
    sigset_t mask{};
    pthread_sigmask(SIG_BLOCK, nullptr, &mask);
    std::string blocked;
    for (int number = 1; number < NSIG; ++number) {
        blocked += sigismember(&mask, number) == 1 ? std::to_string(number) + ' ' : "";
    }
    state.emplace_back("the caller's signal mask", blocked);
    state.emplace_back("the working directory", std::filesystem::current_path().string());
    const mode_t mode = umask(0);
    umask(mode);
    state.emplace_back("the umask", std::to_string(mode));
    state.emplace_back("the locale", std::setlocale(LC_ALL, nullptr));
    for (char** each = environ; each != nullptr && *each != nullptr; ++each) {
        const std::string pair = *each;
        const std::size_t end = pair.find('=');
        state.emplace_back("the variable " + pair.substr(0, end), pair.substr(end + 1));
    }
    state.emplace_back("the rounding of numbers", std::to_string(std::fegetround()));
    return state;
}

using State = std::vector<std::pair<std::string, std::string>>;

const std::string* value_of(const State& state, const std::string& name) {
    for (const auto& [key, value] : state) {
        if (key == name) {
            return &value;
        }
    }
    return nullptr;
}

void judge(const State& before, const State& after, Evidence& evidence) {
    for (const auto& [name, value] : after) {
        const std::string* const was = value_of(before, name);
        evidence.expect(
            was != nullptr && *was == value, "expected " + name + " to be left as it was"
        );
    }
    for (const auto& [name, value] : before) {
        evidence.expect(
            value_of(after, name) != nullptr, "expected " + name + " to be left, found it gone"
        );
    }
}

void live_once(CheckRun& run) {
    run.play(run.accepted());
    Harness harness{run};
    harness.must_init();
    harness.send_within_limits(records_of(run.sample(), 1, some_records), patience);
    harness.flush();
    harness.await(patience);
    harness.cancel();
    harness.shutdown(std::chrono::seconds{2});
}

}  // namespace

void check_hyg_process(CheckRun& run) {
    const State before = state_of_process();
    run.plugin();
    // What is printed and called at load is load-quiet's.
    const std::size_t at_load = run.watched().size();
    const CapturedOutput output;
    live_once(run);
    judge(before, state_of_process(), run.evidence());
    const std::string printed = output.standard_output();
    run.evidence().expect(
        printed.empty(),
        "expected nothing on standard output, which is the host's, found " +
            std::to_string(printed.size()) + " bytes"
    );
    const auto calls = run.watched();
    for (std::size_t i = at_load; i < calls.size(); ++i) {
        const WatchedCall& call = calls[i];
        if (call.call == "fork" || call.call == "execve" || call.call == "kill") {
            run.evidence().fail(
                "expected no process to be started or signalled, found " + call.call + " of " +
                call.target
            );
        }
    }
}

}  // namespace host
