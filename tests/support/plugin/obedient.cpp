// A destination for tests of the host: it answers each record as the record's "wish" slot says,
// inline. deliver | retry | reject | auth | pause | later (held until flush or cancel) | drop
// It knows each user, but where the wish is "unknown"; a question is held and dropped likewise.
#include <sluice/destination.hpp>

#include <chrono>
#include <deque>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

namespace {

class Obedient final : public sluice::Destination {
public:
    static void validate(sluice::Findings& findings, const sluice::Spec& spec) {
        for (std::size_t i = 0; i < spec.size(); ++i) {
            if (spec.field(i).name() == "user") {
                return;
            }
        }
        findings.error(
            "/fields", "missing_field", "expected the field user to be mapped, found no such field"
        );
    }

    Obedient(sluice::Host host, const sluice::Spec& spec) : host_{host} {
        if (spec.config_json().find("\"refuse\"") != std::string_view::npos) {
            throw sluice::Error{SLUICE_E_INVALID, "/config/name", "refused", "the name is refused"};
        }
        has_key_ = host.secret("key").has_value();
        for (std::size_t i = 0; i < spec.size(); ++i) {
            wish_ = spec.field(i).name() == "wish" ? i : wish_;
        }
    }

    sluice_limits limits() const override { return {sizeof(sluice_limits), 8, 16, 0}; }

    void send(sluice::Record record) override {
        if (has_unknown_type(record)) {
            return std::move(record).finish(outcome("reject"));
        }
        const std::string_view wish =
            wish_ < record.values().size() ? sluice::to_view(record[wish_]) : "deliver";
        if (wish == "later") {
            held_.push_back(std::move(record));
            return;
        }
        if (wish == "drop") {
            return;
        }
        std::move(record).finish(outcome(wish));
    }

    void check() override {
        if (!has_key_) {
            throw sluice::Error{
                SLUICE_E_AUTH, "/config/key", "no_key", "expected the secret key, found none"};
        }
    }

    void flush() override {
        for (sluice::Record& record : held_) {
            std::move(record).finish(outcome("deliver"));
        }
        held_.clear();
    }

    void cancel() override {
        for (sluice::Record& record : held_) {
            std::move(record).finish(outcome("cancel"));
        }
        held_.clear();
        questions_.clear();
    }

    void shutdown(std::chrono::nanoseconds) override {}

    static constexpr std::chrono::milliseconds settle_time{1500};
    static void validate_verify(sluice::Findings& findings, const sluice::Spec& spec) {
        if (spec.size() < 2) {
            findings.error("/verify", "no_wish", "expected the field wish to be mapped");
        }
    }

    void verify(sluice::Question question) {
        const std::string_view wish = sluice::to_view(question.values()[wish_]);
        if (wish == "later") {
            questions_.push_back(std::move(question));
        } else if (wish != "drop") {
            const bool has_attributes = question.wants_attributes();
            sluice::Answer answer;
            answer.known = wish == "unknown" ? sluice::Known::no : sluice::Known::yes;
            if (has_attributes) {
                answer.attributes.push_back(
                    {.field = 1,
                     .member = {},
                     .state = sluice::AttributeState::overwritten,
                     .found = question.wants_values() ? "another wish" : ""}
                );
            }
            std::move(question).answer(answer);
        }
    }

    void trace(sluice::Trace trace) { trace_ = trace; }
    void preview(const sluice::Record& record) {
        trace_->tell(record.id(), sluice::Traced::request, sluice::to_view(record[wish_]));
    }

private:
    static bool has_unknown_type(const sluice::Record& record) {
        for (const sluice_value& value : record.values()) {
            if (value.type > SLUICE_T_NUMBER) {
                return true;
            }
        }
        return false;
    }

    static sluice::Outcome outcome(std::string_view wish) {
        sluice::Outcome outcome;
        outcome.requests = 1;
        if (wish == "retry" || wish == "pause") {
            outcome.verdict = sluice::Verdict::retry;
            outcome.whole_destination = wish == "pause";
            outcome.code = "busy";
        } else if (wish == "reject") {
            outcome.verdict = sluice::Verdict::rejected;
            outcome.code = "refused";
            outcome.message = "the record asked for it";
        } else if (wish == "auth") {
            outcome.verdict = sluice::Verdict::auth_failed;
        } else if (wish == "cancel") {
            outcome.verdict = sluice::Verdict::cancelled;
        } else {
            outcome.verdict = sluice::Verdict::delivered;
        }
        return outcome;
    }

    sluice::Host host_;
    bool has_key_ = false;
    std::size_t wish_ = static_cast<std::size_t>(-1);
    std::vector<sluice::Record> held_;
    std::deque<sluice::Question> questions_;
    std::optional<sluice::Trace> trace_;
};

}  // namespace

SLUICE_EXPORT_DESTINATION(Obedient)
