#include "host/run/preflight.hpp"

#include "host/source/source.hpp"
#include "host/verify/tally.hpp"
#include "host/verify/words.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <poll.h>
#include <set>
#include <utility>

namespace host {
namespace {

using namespace std::chrono_literals;

constexpr std::size_t most_open = 64;
// A file may hold one user alone: a look ahead ends.
constexpr std::uint64_t most_records_per_user = 1000;
constexpr Time longest_wait = 1s;

Time now() {
    return std::chrono::steady_clock::now().time_since_epoch();
}

class Preflight {
public:
    explicit Preflight(const PreflightSeat& seat) : seat_{seat} {}

    // False if a stop was asked for.
    bool ask_all(std::vector<std::unique_ptr<KeptUpdate>> users) {
        std::size_t next = 0;
        while (next < users.size() || seat_.questions.open() != 0) {
            while (next < users.size() && has_credit()) {
                ask(std::move(users[next++]));
            }
            wait();
            if (seat_.signals.take() != 0) {
                return false;
            }
            take_answers();
            if (!seat_.instance.is_ready()) {
                not_told("plugin_died", seat_.questions.give_up_all().size());
            }
            not_told("no_answer", seat_.questions.give_up_overdue(now()).size());
        }
        return true;
    }

private:
    bool has_credit() const {
        const std::size_t credit =
            std::min<std::size_t>(seat_.instance.limits().max_in_flight, most_open);
        return seat_.questions.open() < credit;
    }

    void ask(std::unique_ptr<KeptUpdate> user) {
        const Time deadline = now() + seat_.plan.pipeline.delivery.request_deadline;
        if (!seat_.questions.ask(seat_.instance, std::move(user), 0, 0, deadline)) {
            not_told("not_taken", 1);
        }
    }

    void not_told(const char* code, std::size_t questions) {
        sluice::Answer answer;
        answer.code = code;
        answer.message = "the plugin did not answer";
        for (std::size_t i = 0; i < questions; ++i) {
            count_preflight(seat_.counts, answer);
        }
    }

    void wait() const {
        std::array<pollfd, 2> waits{
            pollfd{seat_.bell.fd(), POLLIN, 0}, pollfd{seat_.signals.fd(), POLLIN, 0}};
        constexpr auto limit = std::chrono::duration_cast<std::chrono::milliseconds>(longest_wait);
        if (seat_.questions.open() != 0) {
            poll(waits.data(), waits.size(), static_cast<int>(limit.count()));
        }
        seat_.bell.quiet();
    }

    void take_answers() {
        seat_.instance.context().take_answers(answers_);
        for (ToldAnswer& told : answers_) {
            if (seat_.questions.answered(told.token)) {
                seat_.redactor.redact(told.answer.code);
                seat_.redactor.redact(told.answer.message);
                count_preflight(seat_.counts, told.answer);
            }
        }
    }

    const PreflightSeat& seat_;
    std::vector<ToldAnswer> answers_;  // reused
};

PreflightStop
stop_of(const PipelinePlan& plan, const PreflightFault& fault, const VerifyCounts& counts) {
    const std::string begin =
        plan.pipeline.name + ": the preflight stops the run, nothing was sent: " + fault.text;
    if (fault.is_unanswered) {
        return {
            exit_unreachable,
            begin + "; the last: " + counts.last_untold +
                "; mend that and run again, or take verify.preflight out"};
    }
    return {
        exit_pending,
        begin + ". Look whether the mapped identifier is the one that " + plan.destination.name +
            " knows its users by (`sluice try` shows one), then run again; a lower "
            "verify.min_match "
            "lets the run begin"};
}

}  // namespace

std::vector<std::unique_ptr<KeptUpdate>>
first_users(PipelinePlan& plan, const Location& start, std::uint64_t most) {
    std::vector<std::unique_ptr<KeptUpdate>> users;
    const auto source = open_source(plan.pipeline.source, start);
    if (!source) {
        return users;
    }
    std::set<UserKey> seen;
    Record record;
    Document document;
    Rejection why;
    for (std::uint64_t records = 0; records < most * most_records_per_user; ++records) {
        const Read read = (*source)->next(record, document, why);
        if (read != Read::record && read != Read::rejected) {
            break;
        }
        if (read == Read::rejected || (plan.filter && !plan.filter->matches(document)) ||
            plan.mapping.apply(document, record, 0)) {
            continue;
        }
        for (const Slots& update : record.updates) {
            const UserKey user = update.keys[0] != 0 ? update.keys[0] : update.keys[1];
            if (users.size() < most && user != 0 && seen.insert(user).second) {
                users.push_back(std::make_unique<KeptUpdate>(update.values, plan.pipeline.op, ""));
            }
        }
        if (users.size() == most) {
            break;
        }
    }
    return users;
}

std::optional<PreflightStop> preflight(const PreflightSeat& seat) {
    const VerifySettings& verify = seat.plan.pipeline.verify;
    if (!Preflight{seat}.ask_all(first_users(seat.plan, seat.start, verify.preflight))) {
        return PreflightStop{
            exit_pending,
            seat.plan.pipeline.name + ": stopped during the preflight; nothing was sent"};
    }
    const auto fault = preflight_fault(seat.counts, verify.min_match);
    return fault ? std::optional{stop_of(seat.plan, *fault, seat.counts)} : std::nullopt;
}

}  // namespace host
