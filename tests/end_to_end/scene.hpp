// What every end-to-end test stands on: a folder, a sandbox of Adobe Target, a pipeline file, and
// the built `sluice` with the built plugin. On the test's one thread.
#pragma once

#include "tests/support/pipeline_files.hpp"
#include "tests/support/process.hpp"
#include "tests/support/sandbox_process.hpp"
#include "tests/support/temp_folder.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace end_to_end {

using support::Arrival;
using support::Finished;
using Scheme = support::SandboxProcess::Scheme;

class Scene {
public:
    // `arguments` of the sandbox.
    explicit Scene(std::vector<std::string> arguments = {}, Scheme scheme = Scheme::https);

    tests::TempFolder folder;
    support::SandboxProcess sandbox;
    std::string program;  // `sluice`, unless a test sets another that takes its command line

    // Writes pipeline.yaml, or another file, and gives its path.
    std::string pipelines(const support::FileText& file, std::string_view name = "pipeline.yaml");
    // One pipeline of the plain kind, with further lines.
    std::string pipeline(std::string_view more = {});
    void records(std::string_view text) const { folder.write("profiles.ndjson", text); }

    // `sluice run MORE... pipeline.yaml`, to its end.
    Finished run(std::vector<std::string> more = {});
    // The same, under way.
    support::Process start_run(std::vector<std::string> more = {}, bool has_input = false);
    // `sluice ARGUMENTS...` as they are.
    Finished sluice(std::vector<std::string> arguments);
    // `sluice rejects replay --pipeline NAME pipeline.yaml`, to its end.
    Finished replay(const std::string& pipeline = "identifiers");
    // The same, under way.
    support::Process start_replay(const std::string& pipeline = "identifiers");
    // What `sluice rejects show` gives, line by line.
    std::vector<boost::json::object> rejects(const std::string& pipeline = "identifiers");

    std::map<std::string, std::string> environment{
        {"ADOBE_CLIENT_ID", "sandbox-id"}, {"ADOBE_CLIENT_SECRET", "sandbox-secret"}};

private:
    support::ProcessSpec spec(std::vector<std::string> arguments);
    std::vector<std::string> run_arguments(std::vector<std::string> more) const;

    Scheme scheme_;
    int started_ = 0;
};

// The folder of the built plugin, for --plugin-path.
std::string plugin_folder();

// Everything that a run printed, for a test's INFO.
std::string said(const Finished& run);

// The numbers of a pipeline's row in the summary table, by column: "DELIVERED", "MAYBE TWICE".
std::map<std::string, std::uint64_t>
summary_row(const std::string& out, const std::string& pipeline = "identifiers");

// Each line of a text.
std::vector<std::string> lines_of(const std::string& text);

// How often each id's update was accepted, and the arrivals that were.
std::map<std::string, std::uint64_t> accepted_by_id(const std::vector<Arrival>& arrivals);
std::vector<Arrival> accepted_of(const std::vector<Arrival>& arrivals);

}  // namespace end_to_end
