#include "host/plugin/instance.hpp"

#include <sluice/text.hpp>

#include <algorithm>
#include <utility>

namespace host {
namespace {

class NoSecrets final : public SecretSource {
public:
    sluice::Result<std::string, Problem> secret(std::string_view /*name*/) const override {
        return Problem{"secrets are not given while a mapping is checked"};
    }
};

std::string in_words(sluice_rc rc) {
    switch (rc) {
    case SLUICE_E_INVALID:
        return "it finds the configuration invalid";
    case SLUICE_E_AUTH:
        return "its credentials are refused";
    case SLUICE_E_UNAVAILABLE:
        return "the destination cannot be reached";
    case SLUICE_E_UNSUPPORTED:
        return "it does not support what is asked";
    case SLUICE_E_NOMEM:
        return "it is out of memory";
    default:
        return "it failed with code " + std::to_string(rc);
    }
}

sluice_spec to_c(const MappingSpec& spec) {
    return {
        .struct_size = sizeof(sluice_spec),
        .n_fields = static_cast<std::uint32_t>(spec.fields.size()),
        .action = sluice::to_str(spec.action),
        .config_json = sluice::to_str(spec.config_json),
        .options_json = sluice::to_str(spec.options_json),
        .fields = spec.fields.data(),
    };
}

bool has_error(const std::vector<PluginIssue>& issues) {
    return std::any_of(issues.begin(), issues.end(), [](const PluginIssue& issue) {
        return issue.severity == SLUICE_SEV_ERROR;
    });
}

// The errors among what was reported, else the code in words.
Problem refusal(const std::vector<PluginIssue>& issues, sluice_rc rc) {
    std::string text;
    for (const PluginIssue& issue : issues) {
        if (issue.severity == SLUICE_SEV_ERROR) {
            text += (text.empty() ? "" : "; ") + issue.message;
        }
    }
    return Problem{text.empty() ? in_words(rc) : text};
}

}  // namespace

std::vector<PluginIssue> validate_mapping(const sluice_plugin& plugin, const MappingSpec& spec) {
    const Bell bell;
    const NoSecrets secrets;
    Context context{bell, secrets};
    const sluice_spec asked = to_c(spec);
    const sluice_rc rc = plugin.validate_mapping(&Context::table(), context.handle(), &asked);
    auto issues = context.take_issues();
    if (rc != SLUICE_OK && !has_error(issues)) {
        issues.push_back(
            {SLUICE_SEV_ERROR, "", "refused", "the plugin refuses this mapping: " + in_words(rc)}
        );
    }
    return issues;
}

Instance::Instance(const sluice_plugin& plugin, Context& context, MappingSpec spec)
    : plugin_{plugin}, context_{context}, spec_{std::move(spec)} {}

sluice::Result<std::unique_ptr<Instance>, Problem>
Instance::start(const sluice_plugin& plugin, Context& context, MappingSpec spec) {
    std::unique_ptr<Instance> instance{new Instance{plugin, context, std::move(spec)}};
    const sluice_spec asked = to_c(instance->spec_);
    const sluice_rc rc = plugin.init(
        &Context::table(), context.handle(), &asked, &instance->limits_, &instance->self_
    );
    const auto issues = context.take_issues();
    if (rc != SLUICE_OK || instance->self_ == nullptr) {
        instance->self_ = nullptr;
        return refusal(issues, rc);
    }
    instance->limits_.max_batch_records = std::max(1U, instance->limits_.max_batch_records);
    instance->limits_.max_in_flight = std::max(1U, instance->limits_.max_in_flight);
    return instance;
}

Instance::~Instance() {
    if (self_ != nullptr) {
        cancel();
        shutdown(std::chrono::steady_clock::now().time_since_epoch() + std::chrono::seconds{5});
    }
}

sluice::Result<std::vector<PluginIssue>, CheckFailure> Instance::check() {
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

bool Instance::send(std::span<const sluice_record> records, std::chrono::nanoseconds deadline) {
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

void Instance::flush() {
    if (plugin_.flush != nullptr) {
        plugin_.flush(self_);
    }
}

void Instance::cancel() {
    plugin_.cancel(self_);
}

void Instance::shutdown(std::chrono::nanoseconds deadline) {
    plugin_.shutdown(std::exchange(self_, nullptr), static_cast<std::uint64_t>(deadline.count()));
}

}  // namespace host
