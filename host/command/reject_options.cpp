#include "host/command/reject_options.hpp"

#include "host/command/issues_text.hpp"
#include "host/command/moment_words.hpp"
#include "host/config/issues.hpp"
#include "host/config/parse.hpp"
#include "host/record/exit_code.hpp"
#include "host/report/text.hpp"
#include "host/run/rejects_of_user.hpp"

#include <CLI/Validators.hpp>
#include <chrono>
#include <cstdio>
#include <utility>

namespace host {
namespace {

std::int64_t now_ms() {
    const auto now = std::chrono::system_clock::now().time_since_epoch();
    return std::chrono::duration_cast<std::chrono::milliseconds>(now).count();
}

std::string moment_fault(const std::string& text) {
    return parse_moment(text, now_ms())
               ? std::string{}
               : "expected " + std::string{moment_in_words} + ", found " + text;
}

// All but the user.
RejectFilter plain_filter(const RejectOptions& options) {
    RejectFilter filter;
    if (!options.pipeline.empty()) {
        filter.pipeline = options.pipeline;
    }
    if (!options.reason.empty()) {
        filter.code = options.reason;
    }
    filter.since_ms = parse_moment(options.since, now_ms());
    filter.before_ms = parse_moment(options.before, now_ms());
    if (!options.ids.empty()) {
        filter.ids = options.ids;
    }
    return filter;
}

sluice::Result<RejectFilter, CannotStart>
filter_of(const RejectOptions& options, const Config& config, Store& store) {
    RejectFilter filter = plain_filter(options);
    if (options.user.empty()) {
        return filter;
    }
    auto found = rejects_of_user(config, options.common.plugin_path, store, filter, options.user);
    if (!found) {
        return found.error();
    }
    for (const std::string& pipeline : found->not_searched) {
        const std::string line = "the rejects of " + printable(pipeline) +
                                 " were not searched for the user: that pipeline is not in the "
                                 "files, and its mapping says who is who\n";
        std::fputs(line.c_str(), stderr);
    }
    filter.ids = std::move(found->ids);
    return filter;
}

}  // namespace

bool RejectOptions::has_filter() const {
    return !pipeline.empty() || !reason.empty() || !since.empty() || !before.empty() ||
           !user.empty() || !ids.empty();
}

CLI::Option* add_reject_filters(CLI::App& command, RejectOptions& options) {
    const CLI::Validator moment{moment_fault, ""};
    add_files(command, options.common);
    command
        .add_option(
            "--reason,--code",
            options.reason,
            "Rejects with this reason alone: a code of `sluice rejects list`"
        )
        ->type_name("CODE");
    command
        .add_option("--since", options.since, "Given up then or later: 2026-11-24T10:00Z, 2h, 7d")
        ->check(moment)
        ->type_name("TIME");
    command.add_option("--before", options.before, "Given up before then")
        ->check(moment)
        ->type_name("TIME");
    command
        .add_option(
            "--user",
            options.user,
            "Of this user alone: the identifier as the record or the destination has it"
        )
        ->type_name("VALUE");
    command.add_option("--id", options.ids, "This reject alone; may be given again")
        ->type_name("N")
        ->allow_extra_args(false);
    add_plugin_path(command, options.common);
    return command.add_option("--pipeline", options.pipeline, "Rejects of this pipeline alone")
        ->type_name("NAME");
}

int with_rejects(const RejectOptions& options, const UseRejects& use) {
    const Parsed parsed = parse(options.common.files);
    if (has_errors(parsed.issues)) {
        print_issues(parsed.issues);
        return exit_configuration;
    }
    auto store = Store::open({.directory = parsed.config.state_dir});
    if (!store) {
        return state_failed(store.error());
    }
    const auto filter = filter_of(options, parsed.config, *store);
    if (!filter) {
        std::fputs((filter.error().text + '\n').c_str(), stderr);
        return filter.error().exit;
    }
    return use(*store, *filter);
}

int state_failed(const StateError& error) {
    std::fputs((error.text + '\n').c_str(), stderr);
    return error.exit_code();
}

std::string rejects_in_words(std::uint64_t count) {
    return count_text(count) + (count == 1 ? " reject" : " rejects");
}

}  // namespace host
