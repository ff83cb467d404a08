#include "host/run/dry_run.hpp"

#include "host/config/issues.hpp"
#include "host/record/checkpoint.hpp"
#include "host/report/summary.hpp"
#include "host/report/text.hpp"
#include "host/run/dry_run_forecast.hpp"
#include "host/run/mandatory_fields.hpp"
#include "host/run/plan.hpp"
#include "host/source/source.hpp"

#include <sluice/text.hpp>

#include <cstdio>
#include <map>
#include <poll.h>
#include <string>
#include <string_view>
#include <vector>

namespace host {
namespace {

constexpr std::uint64_t updates_shown = 3;

// What a visitor's value may be shown as: its type and length.
std::string shape_of(const sluice_value& value) {
    const std::string length = std::to_string(value.len) + (value.len == 1 ? " byte" : " bytes");
    switch (value.type) {
    case SLUICE_T_ABSENT:
        return "absent";
    case SLUICE_T_NULL:
        return "null";
    case SLUICE_T_BOOL:
        return "boolean";
    case SLUICE_T_STR:
        return "text, " + length;
    case SLUICE_T_NUMBER:
    case SLUICE_T_I64:
    case SLUICE_T_F64:
        return "number";
    case SLUICE_T_JSON:
        return "object, " + length;
    default:
        return "bytes, " + length;
    }
}

// Counts one pipeline's records as a run would, without sending.
class Rehearsal {
public:
    Rehearsal(PipelinePlan& plan, std::uint64_t limit)
        : plan_{plan}, limit_{limit}, mandatory_{plan.action, plan.mapping.fields()} {}

    // False if the source cannot be read.
    bool perform() {
        auto source = open_source(plan_.pipeline.source, Location{});
        if (!source) {
            std::fputs((source.error().text + '\n').c_str(), stderr);
            return false;
        }
        while (limit_ == 0 || counts_.records < limit_) {
            const Read read = (*source)->next(record_, document_, why_);
            if (read == Read::wait) {
                pollfd input{(*source)->wait_fd(), POLLIN, 0};
                poll(&input, 1, -1);
                continue;
            }
            if (read == Read::end) {
                break;
            }
            if (read == Read::failed) {
                std::fputs(((*source)->error() + '\n').c_str(), stderr);
                return false;
            }
            take(read);
        }
        return true;
    }

    // The first updates, and why records were rejected.
    std::string text() const {
        std::string text = plan_.pipeline.name + " -> " + plan_.destination.name + " (" +
                           plan_.action.title + ")\n" + shown_;
        for (const auto& [code, count] : rejects_) {
            text += "  rejected " + code + ": " + count_text(count) + '\n';
        }
        for (const auto& [field, count] : missing_) {
            text += "  rejected by the plugin, since " + field +
                    " is absent or empty: " + count_text(count) + '\n';
        }
        return text;
    }

    PipelineSummary summary() const {
        PipelineSummary summary;
        summary.pipeline = plan_.pipeline.name;
        summary.counts = counts_;
        return summary;
    }

    std::uint64_t sends() const { return counts_.delivered; }
    bool has_rejects() const { return counts_.rejected != 0; }

private:
    void reject(const Rejection& why) {
        ++counts_.updates;
        ++counts_.rejected;
        ++rejects_[why.code];
    }

    void take(Read read) {
        ++counts_.records;
        if (read == Read::rejected) {
            reject(why_);
            return;
        }
        if (plan_.filter && !plan_.filter->matches(document_)) {
            ++counts_.updates;
            ++counts_.filtered;
            return;
        }
        if (const auto rejection = plan_.mapping.apply(document_, record_, 0)) {
            reject(*rejection);
            return;
        }
        for (const Slots& update : record_.updates) {
            ++counts_.updates;
            if (const auto missing = mandatory_.missing_in(update)) {
                ++counts_.rejected;
                ++missing_[*missing];
                continue;
            }
            show(update);
            ++counts_.delivered;  // as far as this rehearsal can tell
        }
    }

    void show(const Slots& update) {
        if (counts_.delivered >= updates_shown) {
            return;
        }
        shown_ += "  update of line " + std::to_string(record_.at.line) + ":\n";
        for (std::size_t i = 0; i < update.values.size(); ++i) {
            const std::string_view name = sluice::to_view(plan_.mapping.fields()[i].name);
            shown_ += "    " + std::string{name} + ": " + shape_of(update.values[i]) + '\n';
        }
    }

    PipelinePlan& plan_;
    std::uint64_t limit_;
    Counts counts_;
    MandatoryFields mandatory_;
    std::map<std::string, std::uint64_t> rejects_;  // by code
    std::map<std::string, std::uint64_t> missing_;  // by what the plugin is expected to ask for
    std::string shown_;
    Record record_;
    Document document_;
    Rejection why_;
};

}  // namespace

ExitCode dry_run(const RunOptions& options) {
    const auto plan = make_plan(options.files, options.plugin_path);
    for (const Issue& issue : plan->issues) {
        std::fputs((to_text(issue) + '\n').c_str(), stderr);
    }
    if (has_errors(plan->issues)) {
        return exit_configuration;
    }
    ExitCode exit = exit_done;
    std::vector<PipelineSummary> rows;
    DryRunForecast forecast{plan->config.state_dir};
    for (PipelinePlan& pipeline : plan->pipelines) {
        Rehearsal rehearsal{pipeline, options.limit};
        if (!rehearsal.perform()) {
            return exit_configuration;
        }
        const std::string text = rehearsal.text() + forecast.text(pipeline, rehearsal.sends());
        std::fputs(text.c_str(), stdout);
        rows.push_back(rehearsal.summary());
        exit = rehearsal.has_rejects() ? exit_rejects : exit;
    }
    std::fputs(
        summary_text({rows, plan->config.state_dir, options.files.front(), true}).c_str(), stdout
    );
    return exit;
}

}  // namespace host
