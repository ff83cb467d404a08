// `sluice rejects drop`: deletes rejects for good, after it was asked twice.
#include "host/command/reject_options.hpp"
#include "host/command/reject_text.hpp"
#include "host/record/exit_code.hpp"

#include <array>
#include <cstdio>
#include <string_view>
#include <unistd.h>

namespace host {
namespace {

int refuse(const char* text) {
    std::fputs(text, stderr);
    return exit_usage;
}

// On a terminal: shows what would go, and reads a yes.
bool is_confirmed(Store& store, const RejectFilter& filter, std::uint64_t count) {
    if (const auto groups = store.reject_groups(filter)) {
        std::fputs(groups_text(*groups).c_str(), stderr);
    }
    const std::string question =
        "Drop " + rejects_in_words(count) + " for good? They can never be sent again. [y/N] ";
    std::fputs(question.c_str(), stderr);
    std::array<char, 16> answer{};
    if (std::fgets(answer.data(), answer.size(), stdin) == nullptr) {
        return false;
    }
    const std::string_view word{answer.data()};
    return word == "y\n" || word == "Y\n" || word == "yes\n";
}

int drop(const RejectOptions& options, Store& store, RejectFilter filter) {
    // What a run adds from here on is not what was asked about.
    const auto newest = store.last_reject();
    if (!newest) {
        return state_failed(newest.error());
    }
    filter.up_to_id = *newest;
    const auto count = store.count_rejects(filter);
    if (!count) {
        return state_failed(count.error());
    }
    if (*count != 0 && !options.yes && !is_confirmed(store, filter, *count)) {
        std::fputs("nothing was dropped\n", stderr);
        return exit_usage;
    }
    const auto dropped = store.drop_rejects(filter);
    if (!dropped) {
        return state_failed(dropped.error());
    }
    std::fputs((rejects_in_words(*dropped) + " dropped\n").c_str(), stdout);
    return exit_done;
}

}  // namespace

int drop_rejects(const RejectOptions& options) {
    if (options.has_filter() == options.all) {
        return refuse("sluice: expected which rejects to drop (--pipeline, --reason, --since, "
                      "--before, --user, --id), or --all and none of these; see `sluice rejects "
                      "drop --help`\n");
    }
    if (!options.yes && (isatty(STDIN_FILENO) == 0 || isatty(STDERR_FILENO) == 0)) {
        return refuse("sluice: expected --yes, since nobody can be asked here; nothing was "
                      "dropped\n");
    }
    return with_rejects(options, [&](Store& store, const RejectFilter& filter) {
        return drop(options, store, filter);
    });
}

}  // namespace host
