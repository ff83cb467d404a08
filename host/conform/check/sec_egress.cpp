#include "host/conform/check/secrets.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"

namespace host {
namespace {

constexpr std::chrono::seconds patience{5};
constexpr std::size_t some_records = 20;

bool is_of_network(const std::string& call) {
    return call != "fork" && call != "execve" && call != "kill";  // those are hyg-process's
}

void live_through(CheckRun& run, const MockReply& reply, std::uint64_t first) {
    run.play(reply);
    Harness harness{run};
    harness.validate();
    harness.must_init();
    harness.check();
    harness.send_within_limits(records_of(run.sample(), first, some_records), patience);
    harness.flush();
    harness.await(patience);
    harness.cancel();
    harness.shutdown(std::chrono::seconds{2});
}

}  // namespace

void check_sec_egress(CheckRun& run) {
    run.plugin();
    const std::size_t at_load = run.watched().size();  // load-quiet has told of them
    live_through(run, run.accepted(), 1);
    MockReply redirect;
    redirect.status = 302;
    redirect.location = "http://127.0.0.1:9/elsewhere";
    live_through(run, redirect, 1 + some_records);
    const auto calls = run.watched();
    for (std::size_t i = at_load; i < calls.size(); ++i) {
        if (is_of_network(calls[i].call)) {
            run.evidence().fail(
                "expected connections to the endpoint alone, found " + calls[i].call + " of " +
                calls[i].target
            );
        }
    }
}

}  // namespace host
