#include "host/isolation/isolated_plugin.hpp"

#include "host/frame/flat_spec.hpp"
#include "host/isolation/supervisor.hpp"
#include "host/plugin/no_secrets.hpp"
#include "host/plugin/refusal.hpp"

#include <sluice/text.hpp>

#include <algorithm>
#include <deque>

namespace host {
namespace {

using namespace std::chrono_literals;

// The runner names a record by 16 bits of batch and 16 of place, see runner_batches.hpp.
constexpr std::uint32_t most_in_flight = 65'535;

std::string spec_frame(FrameKind kind, const MappingSpec& spec) {
    std::string frames;
    write_spec(frames, kind, to_c(spec));
    return frames;
}

class IsolatedInstance final : public Instance {
public:
    IsolatedInstance(RunnerSettings settings, Context& context, const MappingSpec& spec)
        : Instance{context}, supervisor_{
                                 std::move(settings), context, spec_frame(FrameKind::init, spec)} {}
    IsolatedInstance(const IsolatedInstance&) = delete;
    IsolatedInstance& operator=(const IsolatedInstance&) = delete;

    ~IsolatedInstance() override {
        if (!shut_down_) {
            supervisor_.post(FrameKind::cancel);
            supervisor_.shut_down(std::chrono::steady_clock::now().time_since_epoch() + 5s);
        }
    }

    std::optional<Problem> init() {
        const auto answer = supervisor_.begin();
        if (!answer) {
            shut_down_ = true;
            return answer.error();
        }
        if (answer->rc != SLUICE_OK) {
            shut_down_ = true;
            return refusal(context_.take_issues(), answer->rc);
        }
        context_.take_issues();
        limits_.max_batch_records =
            std::clamp(answer->limits.max_batch_records, 1U, most_in_flight);
        limits_.max_in_flight = std::clamp(answer->limits.max_in_flight, 1U, most_in_flight);
        limits_.max_batch_bytes = answer->limits.max_batch_bytes;
        return std::nullopt;
    }

    sluice::Result<std::vector<PluginIssue>, CheckFailure> check() override {
        const auto answer = supervisor_.call(FrameKind::check);
        auto issues = context_.take_issues();
        if (!answer) {
            return CheckFailure{SLUICE_E_INTERNAL, answer.error().text};
        }
        if (answer->rc != SLUICE_OK) {
            return CheckFailure{answer->rc, refusal(issues, answer->rc).text};
        }
        return issues;
    }

    bool send(std::span<const sluice_record> records, std::chrono::nanoseconds deadline) override {
        const bool posted = supervisor_.post({
            .struct_size = sizeof(sluice_batch),
            .flags = 0,
            .id = ++batches_,
            .records = records.data(),
            .n_records = records.size(),
            .deadline_mono_ns = static_cast<std::uint64_t>(deadline.count()),
        });
        if (posted) {
            remember(records);
        }
        return posted;
    }

    bool
    ask(std::span<const sluice_record> questions,
        std::uint32_t flags,
        std::chrono::nanoseconds deadline) override {
        const sluice_batch batch{
            .struct_size = sizeof(sluice_batch),
            .flags = 0,
            .id = flags,
            .records = questions.data(),
            .n_records = questions.size(),
            .deadline_mono_ns = static_cast<std::uint64_t>(deadline.count()),
        };
        return supervisor_.post(batch, FrameKind::question);
    }
    bool begin_trace() override {
        const auto answer = supervisor_.call(FrameKind::begin_trace);
        return answer && answer->rc == SLUICE_OK;
    }

    void flush() override { supervisor_.post(FrameKind::flush); }
    void cancel() override { supervisor_.post(FrameKind::cancel); }

    void shutdown(std::chrono::nanoseconds deadline) override {
        shut_down_ = true;
        if (!supervisor_.shut_down(deadline)) {
            Context::table().log(
                context_.handle(),
                SLUICE_LOG_WARN,
                sluice::to_str("the plugin did not end in time; its process is killed"),
                nullptr,
                0
            );
        }
    }

    bool is_ready() const override { return supervisor_.is_ready(); }
    std::optional<PluginDeath> take_death() override {
        auto death = supervisor_.take_death();
        if (!death) {
            return std::nullopt;
        }
        PluginDeath told{std::move(death->how), {}};
        for (const Posted& posted : posted_) {
            if (death->last_batch && posted.id > *death->last_batch) {
                told.untouched.insert(
                    told.untouched.end(), posted.tokens.begin(), posted.tokens.end()
                );
            }
        }
        posted_.clear();
        posted_records_ = 0;
        return told;
    }
    std::vector<std::vector<std::uint64_t>> take_refusals() override {
        return supervisor_.take_refusals();
    }
    void forgive() override { supervisor_.forgive(); }
    void end(const std::string& why) override { supervisor_.end(why); }

private:
    struct Posted {
        std::uint64_t id = 0;
        std::vector<std::uint64_t> tokens;
    };

    // What the plugin was not given is the newest part of what is in flight: more need not be kept.
    void remember(std::span<const sluice_record> records) {
        Posted posted{batches_, {}};
        posted.tokens.reserve(records.size());
        for (const sluice_record& record : records) {
            posted.tokens.push_back(record.token);
        }
        posted_records_ += records.size();
        posted_.push_back(std::move(posted));
        while (posted_records_ - posted_.front().tokens.size() >= limits_.max_in_flight) {
            posted_records_ -= posted_.front().tokens.size();
            posted_.pop_front();
        }
    }

    Supervisor supervisor_;
    std::deque<Posted> posted_;
    std::size_t posted_records_ = 0;
    bool shut_down_ = false;
    std::uint64_t batches_ = 0;
};

}  // namespace

std::vector<PluginIssue> IsolatedPlugin::validate_mapping(const MappingSpec& spec) const {
    const Bell bell;
    const NoSecrets secrets;
    Context context{bell, secrets};
    Supervisor supervisor{settings_, context, spec_frame(FrameKind::validate, spec)};
    const auto answer = supervisor.begin();
    auto issues = context.take_issues();
    if (answer) {
        return mapping_issues(std::move(issues), answer->rc);
    }
    issues.push_back(
        {SLUICE_SEV_ERROR,
         "",
         "plugin_crash",
         "the plugin gave no verdict on this mapping: " + answer.error().text}
    );
    return issues;
}

VerifyTerms IsolatedPlugin::verify_terms(const MappingSpec& spec) const {
    const Bell bell;
    const NoSecrets secrets;
    Context context{bell, secrets};
    Supervisor supervisor{settings_, context, spec_frame(FrameKind::validate_verify, spec)};
    const auto answer = supervisor.begin();
    auto issues = context.take_issues();
    if (!answer || answer->rc == SLUICE_E_NOT_FOUND) {  // a crash is validate_mapping's to tell
        return {};
    }
    return {
        .is_offered = true,
        .issues = mapping_issues(std::move(issues), answer->rc),
        .settle = std::chrono::milliseconds{answer->limits.max_in_flight}};
}

sluice::Result<std::unique_ptr<Instance>, Problem>
IsolatedPlugin::start(Context& context, MappingSpec spec) const {
    auto instance = std::make_unique<IsolatedInstance>(settings_, context, spec);
    if (auto failure = instance->init()) {
        return *std::move(failure);
    }
    return std::unique_ptr<Instance>{std::move(instance)};
}

}  // namespace host
