#include "host/conform/check/send.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <string>

namespace host {
namespace {

constexpr std::chrono::seconds patience{5};

// What tells one request from another for those who watch, and nothing to the one who is asked.
constexpr std::array<std::string_view, 5> may_differ{
    "date", "traceparent", "tracestate", "x-request-id", "authorization"};

std::string lower(std::string_view text) {
    std::string out{text};
    std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    return out;
}

// A request as one text, without the headers that may differ.
std::string essence(const MockRequest& request) {
    std::string text;
    for (std::size_t at = 0; at < request.head.size();) {
        const std::size_t end = std::min(request.head.find("\r\n", at), request.head.size());
        const std::string line = request.head.substr(at, end - at);
        const std::string name = lower(line.substr(0, line.find(':')));
        if (std::find(may_differ.begin(), may_differ.end(), name) == may_differ.end()) {
            text += line + '\n';
        }
        at = end + 2;
    }
    return text + request.body;
}

std::string send_once(CheckRun& run, std::uint32_t attempt) {
    run.clear_ledger();
    Harness harness{run};
    harness.must_init();
    auto records = records_of(run.sample(), 1, 1);
    records[0].attempt = attempt;
    harness.send(records);
    harness.flush();
    harness.await(patience);
    for (const MockEntry& entry : run.ledger().entries) {
        if (!entry.is_route) {
            return essence(entry.request);
        }
    }
    throw CheckStopped{"expected a request for a record, found none at the mock"};
}

}  // namespace

void check_sem_idempotent(CheckRun& run) {
    const ActionSpec* const action = run.file()->manifest.action(run.sample().action);
    if (action == nullptr || !action->idempotent) {
        return run.evidence().skip("the manifest does not say that the action is idempotent");
    }
    run.play(run.accepted());
    const std::string first = send_once(run, 1);
    const std::string second = send_once(run, 2);
    run.evidence().expect(
        first == second,
        "expected the same request for the same record sent again, found another: a key that the "
        "far side is to know it by must be made from the record's id"
    );
}

}  // namespace host
