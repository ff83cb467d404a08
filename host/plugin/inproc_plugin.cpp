#include "host/plugin/inproc_plugin.hpp"

#include "host/plugin/extensions.hpp"
#include "host/plugin/no_secrets.hpp"
#include "host/plugin/refusal.hpp"

#include <algorithm>
#include <utility>

namespace host {
namespace {

class InprocInstance final : public Instance {
public:
    InprocInstance(const sluice_plugin& plugin, Context& context, MappingSpec spec)
        : Instance{context}, plugin_{plugin}, verify_{verify_of(plugin)}, trace_{trace_of(plugin)},
          spec_{std::move(spec)} {}
    InprocInstance(const InprocInstance&) = delete;
    InprocInstance& operator=(const InprocInstance&) = delete;

    ~InprocInstance() override {
        if (self_ != nullptr) {
            plugin_.cancel(self_);
            const auto deadline =
                std::chrono::steady_clock::now().time_since_epoch() + std::chrono::seconds{5};
            plugin_.shutdown(self_, static_cast<std::uint64_t>(deadline.count()));
        }
    }

    sluice_rc init() {
        const sluice_spec asked = to_c(spec_);
        const sluice_rc rc =
            plugin_.init(&Context::table(), context_.handle(), &asked, &limits_, &self_);
        if (rc != SLUICE_OK) {
            self_ = nullptr;
        }
        limits_.max_batch_records = std::max(1U, limits_.max_batch_records);
        limits_.max_in_flight = std::max(1U, limits_.max_in_flight);
        return self_ == nullptr && rc == SLUICE_OK ? SLUICE_E_INTERNAL : rc;
    }

    sluice::Result<std::vector<PluginIssue>, CheckFailure> check() override {
        if (plugin_.check == nullptr) {
            return std::vector<PluginIssue>{};
        }
        const sluice_rc rc = plugin_.check(self_);
        auto issues = context_.take_issues();
        if (rc != SLUICE_OK) {
            return CheckFailure{rc, refusal(issues, rc).text};
        }
        return issues;
    }

    bool send(std::span<const sluice_record> records, std::chrono::nanoseconds deadline) override {
        const sluice_batch batch{
            .struct_size = sizeof(sluice_batch),
            .flags = 0,
            .id = ++batches_,
            .records = records.data(),
            .n_records = records.size(),
            .deadline_mono_ns = static_cast<std::uint64_t>(deadline.count()),
        };
        return plugin_.send(self_, &batch) == SLUICE_OK;
    }

    void flush() override {
        if (plugin_.flush != nullptr) {
            plugin_.flush(self_);
        }
    }

    bool
    ask(std::span<const sluice_record> questions,
        std::uint32_t flags,
        std::chrono::nanoseconds deadline) override {
        const sluice_question_batch batch{
            .struct_size = sizeof(sluice_question_batch),
            .flags = flags,
            .records = questions.data(),
            .n_records = questions.size(),
            .deadline_mono_ns = static_cast<std::uint64_t>(deadline.count()),
        };
        return verify_ != nullptr &&
               verify_->ask(self_, &Context::verify_table(), &batch) == SLUICE_OK;
    }

    bool begin_trace() override {
        return trace_ != nullptr && trace_->begin(self_, &Context::trace_table()) == SLUICE_OK;
    }
    bool preview(const sluice_record& record) override {
        return trace_ != nullptr && trace_->preview(self_, &record) == SLUICE_OK;
    }

    void cancel() override { plugin_.cancel(self_); }

    void shutdown(std::chrono::nanoseconds deadline) override {
        plugin_.shutdown(
            std::exchange(self_, nullptr), static_cast<std::uint64_t>(deadline.count())
        );
    }

private:
    const sluice_plugin& plugin_;
    const sluice_verify* verify_;
    const sluice_trace* trace_;
    MappingSpec spec_;
    sluice_instance* self_ = nullptr;
    std::uint64_t batches_ = 0;
};

}  // namespace

std::vector<PluginIssue> InprocPlugin::validate_mapping(const MappingSpec& spec) const {
    const Bell bell;
    const NoSecrets secrets;
    Context context{bell, secrets};
    const sluice_spec asked = to_c(spec);
    const sluice_rc rc = table_.validate_mapping(&Context::table(), context.handle(), &asked);
    return mapping_issues(context.take_issues(), rc);
}

VerifyTerms InprocPlugin::verify_terms(const MappingSpec& spec) const {
    const sluice_verify* verify = verify_of(table_);
    if (verify == nullptr) {
        return {};
    }
    const Bell bell;
    const NoSecrets secrets;
    Context context{bell, secrets};
    const sluice_spec asked = to_c(spec);
    const sluice_rc rc = verify->validate(&Context::table(), context.handle(), &asked);
    return {
        .is_offered = true,
        .issues = mapping_issues(context.take_issues(), rc),
        .settle = std::chrono::milliseconds{verify->settle_ms}};
}

sluice::Result<std::unique_ptr<Instance>, Problem>
InprocPlugin::start(Context& context, MappingSpec spec) const {
    auto instance = std::make_unique<InprocInstance>(table_, context, std::move(spec));
    const sluice_rc rc = instance->init();
    const auto issues = context.take_issues();
    if (rc != SLUICE_OK) {
        return refusal(issues, rc);
    }
    return std::unique_ptr<Instance>{std::move(instance)};
}

}  // namespace host
