// A run that goes on until its standard input ends, beside a batch that may be changed meanwhile:
// for the tests of reload. Two accounts, `live` and `batch`, with one connection each.
#pragma once

#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace end_to_end {

// How often the run has said so.
inline std::size_t times(const support::Process& run, std::string_view words) {
    const std::string said = run.err();
    std::size_t found = 0;
    for (auto at = said.find(words); at != std::string::npos; at = said.find(words, at + 1)) {
        ++found;
    }
    return found;
}

// Once an update has the attribute `wave`, all that follow have it, and some have and some have
// not.
inline bool in_waves(const std::vector<Arrival>& arrivals) {
    std::size_t first = 0;
    while (first < arrivals.size() && !arrivals[first].attributes.contains("wave")) {
        ++first;
    }
    for (std::size_t i = first; i < arrivals.size(); ++i) {
        if (!arrivals[i].attributes.contains("wave")) {
            return false;
        }
    }
    return first != 0 && first != arrivals.size();
}

class ReloadScene : public Scene {
public:
    explicit ReloadScene(
        std::size_t records, const std::string& isolation = "inproc", const std::string& more = {}
    )
        : Scene{{"--seed-ids", "crm-:2000", "--delay-ms", "2"}} {
        folder.write("batch.ndjson", support::lines(records, [](std::size_t i) {
                         return support::profile_line(i);
                     }));
        const std::string config = "connections: 1\nprofile_auth: none\n";
        file.destinations = {
            {.name = "live", .client_code = "live", .config = config},
            {.name = "batch",
             .client_code = "batch",
             .config = config,
             .more = "isolation: " + isolation + "\n"}};
        file.pipelines = {
            {.name = "live", .source = "-", .destination = "live"},
            {.name = "batch", .source = "batch.ndjson", .destination = "batch", .more = more}};
        pipelines(file);
    }

    // The batch's mapping has these lines too from now on, in the file.
    void batch(const std::string& mapping) {
        support::FileText changed = file;
        changed.pipelines.back().mapping += mapping;
        // Never a part of it: a reload may be under way.
        std::filesystem::rename(pipelines(changed, "changed.yaml"), folder / "pipeline.yaml");
    }

    support::Process start() { return start_run({}, true); }
    // SIGHUP, and until the run says so.
    static void hang_up(support::Process& run, std::string_view words) {
        run.send(SIGHUP);
        const bool came = run.await([&] { return times(run, words) != 0; });
        INFO(run.err());
        REQUIRE(came);
    }
    // One record more for `live`, the `count`th, until it has arrived.
    void feed(support::Process& run, std::uint64_t count) {
        run.write(support::profile_line(count) + '\n');
        const bool came = run.await([&] { return accepted("live") >= count; });
        INFO(run.err());
        REQUIRE(came);
    }
    static Finished end(support::Process& run) {
        run.close_input();
        return run.wait();
    }

    std::vector<Arrival> arrivals(const std::string& client_code) {
        std::vector<Arrival> of_account;
        for (Arrival& arrival : sandbox.ledger()) {
            if (arrival.host.starts_with(client_code + '.')) {
                of_account.push_back(std::move(arrival));
            }
        }
        return of_account;
    }
    std::uint64_t accepted(const std::string& client_code) {
        return accepted_of(arrivals(client_code)).size();
    }

    support::FileText file;  // as the run begins with it
};

}  // namespace end_to_end
