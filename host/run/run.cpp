#include "host/run/run.hpp"

#include "host/config/issues.hpp"
#include "host/report/status_writer.hpp"
#include "host/run/assembly.hpp"
#include "host/run/conductor.hpp"
#include "host/run/plan.hpp"
#include "host/run/preflights.hpp"
#include "host/run/present.hpp"
#include "host/run/reload.hpp"
#include "host/run/signals.hpp"
#include "host/run/status_desk.hpp"
#include "host/run/status_listening.hpp"

#include <algorithm>
#include <cstdio>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <vector>

namespace host {
namespace {

using AddPipelines =
    std::function<std::optional<CannotStart>(Assembly&, Plan&, const StopSignals&)>;

// A replay is short and beside the runs: it has no status server, whatever the files say.
enum class RunKind : std::uint8_t { sources, replay };

void print(std::FILE* stream, const std::string& text) {
    std::fputs(text.c_str(), stream);
    std::fflush(stream);
}

// Prints what is wrong with the files; true if they cannot be run.
bool refuse(const std::vector<Issue>& issues) {
    for (const Issue& issue : issues) {
        print(stderr, to_text(issue) + '\n');
    }
    return has_errors(issues);
}

// It was paused until it gave up, and the destination said of no record what becomes of it. A quota
// that is used up is no such pause: the destination is there.
bool never_reached(const PipelineRun& pipeline) {
    return pipeline.is_stopped() && pipeline.is_paused() && !pipeline.account().has_answered() &&
           pipeline.delivery().counts().delivered == 0 &&
           pipeline.delivery().run_counts().pending() != 0;
}

ExitCode exit_of(const PipelineRun& pipeline) {
    if (!pipeline.is_finished()) {
        return never_reached(pipeline) ? exit_unreachable : exit_pending;
    }
    return pipeline.delivery().run_counts().rejected == 0 ? exit_done : exit_rejects;
}

ExitCode exit_of(const Pipelines& pipelines) {
    ExitCode exit = exit_done;
    bool all_unreachable = !pipelines.empty();
    for (const auto& pipeline : pipelines) {
        const ExitCode own = exit_of(*pipeline);
        all_unreachable = all_unreachable && own == exit_unreachable;
        if (own == exit_pending || own == exit_unreachable) {
            exit = exit_pending;
        } else if (own == exit_rejects && exit == exit_done) {
            exit = exit_rejects;
        }
    }
    return all_unreachable ? exit_unreachable : exit;
}

void print_summary(
    Assembly& assembly, const RunOptions& options, const std::string& state, Moment began
) {
    std::vector<PipelineSummary> rows = assembly.ended();
    const auto duration =
        std::chrono::duration_cast<std::chrono::milliseconds>(present().time - began.time);
    for (const auto& pipeline : assembly.pipelines()) {
        RejectFilter of_pipeline;
        of_pipeline.pipeline = pipeline->name();
        const auto kept = assembly.store().count_rejects(of_pipeline);
        rows.push_back(pipeline->summary(duration, kept ? *kept : 0));
    }
    std::set<std::string> told;  // of a pipeline that a reload swapped there are several rows
    for (auto row = rows.rbegin(); row != rows.rend(); ++row) {
        const bool is_last = told.insert(row->pipeline).second;
        row->rejects_dropped = is_last ? assembly.retention().dropped(row->pipeline) : 0;
    }
    print(stdout, summary_text({rows, state, options.files.front(), false}));
}

ExitCode verdict_of_run(Assembly& assembly, Log& log) {
    for (const auto& pipeline : assembly.pipelines()) {
        if (const auto violation = pipeline->delivery().violation()) {
            log.error(
                "the counts do not add up: this is a bug",
                {{"pipeline", pipeline->name()}, {"counts", *violation}}
            );
            return exit_internal;
        }
    }
    if (const auto error = assembly.committer().error()) {
        log.error("the state cannot be written", {{"why", error->text}});
        return exit_state;
    }
    const Pipelines& pipelines = assembly.pipelines();
    if (std::any_of(pipelines.begin(), pipelines.end(), [](const auto& pipeline) {
            return pipeline->cannot_read_state();
        })) {
        return exit_state;  // each has said why when it stopped
    }
    return exit_of(assembly.pipelines());
}

std::optional<CannotStart> begin_history(Assembly& assembly) {
    for (const auto& pipeline : assembly.pipelines()) {
        if (const auto error = assembly.history().begin(*pipeline, present().unix.count())) {
            return cannot_use(*error);
        }
    }
    return std::nullopt;
}

// Each pipeline's own end, unless what ended the run is nobody's alone: the state, or a bug.
void end_history(Assembly& assembly, ExitCode exit) {
    const bool is_everybodys = exit == exit_state || exit == exit_internal;
    for (const auto& pipeline : assembly.pipelines()) {
        const ExitCode own = is_everybodys ? exit : exit_of(*pipeline);
        assembly.history().end(*pipeline, own, present().unix.count());
    }
}

ExitCode refuse(const CannotStart& failure) {
    print(stderr, failure.text + '\n');
    return failure.exit;
}

// A replay heeds no SIGHUP: what it replays is chosen once.
ReloadSignal reload_signal(RunKind kind) {
    return kind == RunKind::sources ? ReloadSignal{} : ReloadSignal::unheeded();
}

// What the pipelines that a reload ended or could not begin add to the run's end.
ExitCode with_reloads(ExitCode exit, const Assembly& assembly, const Reload& reload) {
    if (reload.has_lost_one() && (exit == exit_done || exit == exit_rejects)) {
        return exit_pending;
    }
    const auto& ended = assembly.ended();
    const bool has_rejects =
        assembly.left_out() != 0 ||
        std::any_of(ended.begin(), ended.end(), [](const PipelineSummary& row) {
            return row.counts.rejected != 0;
        });
    return exit == exit_done && has_rejects ? exit_rejects : exit;
}

void begin_status(StatusDesk& desk, Assembly& assembly, Moment began) {
    for (const auto& pipeline : assembly.pipelines()) {
        desk.begin(*pipeline, assembly.store(), began);
    }
}

ExitCode perform(const RunOptions& options, RunKind kind, const AddPipelines& add) {
    Plans plans;
    Plan& plan = *plans.emplace_back(make_plan(options.files, options.plugin_path));
    if (refuse(plan.issues)) {
        return exit_configuration;
    }
    const StopSignals signals;
    const ReloadSignal hangup = reload_signal(kind);
    Console console{STDERR_FILENO};
    Redactor redactor;
    Log log{console, redactor, options.log};
    Progress progress{console, log};
    SnapshotBoard board;
    const StatusPlace place{kind == RunKind::sources, options.listen};
    const auto server = start_status_server(place, plan.config, redactor, board);
    if (!server) {
        return refuse(server.error());
    }
    const Bell bell;
    const Moment began = present();
    Assembly assembly{plan, bell, redactor, log};
    auto failure = assembly.open_state();
    failure = failure ? failure : add(assembly, plan, signals);
    failure = failure ? failure : begin_history(assembly);
    if (failure) {
        return refuse(*failure);
    }
    const std::string& state = plan.config.state_dir;
    StatusDesk desk{board, run_facts(*server, state, log)};
    begin_status(desk, assembly, began);
    const StatusWriter writer{board, state};
    Reload reload{{{assembly, desk, log, options}, plans, hangup, bell}};
    Conductor{
        {assembly.pipelines(), bell, signals, assembly.committer(), log, progress, desk, reload}}
        .run();
    const ExitCode exit = verdict_of_run(assembly, log);
    end_history(assembly, exit);
    assembly.retention().end(present().unix.count());
    print_summary(assembly, options, state, began);
    return with_reloads(exit, assembly, reload);
}

}  // namespace

ExitCode run(const RunOptions& options) {
    const AddPipelines add = [&](Assembly& assembly, Plan& plan, const StopSignals& signals) {
        std::optional<CannotStart> failure;
        for (PipelinePlan& pipeline : plan.pipelines) {
            failure = failure ? failure : assembly.add_pipeline(pipeline, options);
        }
        return failure ? failure : run_preflights(assembly, plan, signals);
    };
    return perform(options, RunKind::sources, add);
}

ExitCode replay(const RunOptions& options, const RejectFilter& filter) {
    const AddPipelines add =
        [&](Assembly& assembly, Plan& plan, const StopSignals&) -> std::optional<CannotStart> {
        const auto named = std::find_if(
            plan.pipelines.begin(),
            plan.pipelines.end(),
            [&](const PipelinePlan& one) { return one.pipeline.name == filter.pipeline; }
        );
        if (named == plan.pipelines.end()) {
            return CannotStart{
                exit_usage,
                "expected --pipeline to name a pipeline of the files, found " +
                    filter.pipeline.value_or("none") + "; see `sluice list`"};
        }
        return assembly.add_replay(*named, filter);
    };
    return perform(options, RunKind::replay, add);
}

}  // namespace host
