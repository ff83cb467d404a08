#include "tests/chaos/world.hpp"

#include "tests/support/pipeline_files.hpp"

#include <boost/json/parse.hpp>

#include <fstream>
#include <memory>
#include <sqlite3.h>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace chaos {
namespace {

std::vector<std::string> sandbox_arguments(const Plan& plan) {
    std::vector<std::string> arguments{
        "--seed-ids",
        "crm-:" + std::to_string(plan.users),
        "--delay-ms",
        std::to_string(plan.delay_ms)};
    if (plan.needs_profile_token) {
        arguments.emplace_back("--require-profile-token");
    }
    return arguments;
}

// `cap`: the longest wait between attempts.
support::PipelineText pipeline_text(const LoadPlan& load, const Plan& plan, const char* cap) {
    const bool is_csv = load.format == Format::csv;
    const std::string csv_mapping = "mbox3rdPartyId: id\nprofile." + load.pipeline + ": " +
                                    load.pipeline + "\nprofile.odd: odd\n";
    return {
        .name = load.pipeline,
        .source = load.pipeline + (is_csv ? ".csv" : ".ndjson"),
        .mapping = is_csv ? csv_mapping : "mbox3rdPartyId: ids[*].c\nprofile.*: t\n",
        .more = std::string{"where: { path: ok, equals: \"yes\" }\n"
                            "delivery: { retry: { base: 10ms, cap: "} +
                cap + " } }\ncoalesce: " + name_of(plan.coalesce) +
                (plan.is_metered ? "\n" : "\nquota: { limit: 0 }\n")};
}

using Database = std::unique_ptr<sqlite3, decltype(&sqlite3_close_v2)>;

Database open_read_only(const std::string& path) {
    sqlite3* opened = nullptr;
    const int result = sqlite3_open_v2(path.c_str(), &opened, SQLITE_OPEN_READONLY, nullptr);
    Database database{opened, sqlite3_close_v2};
    if (result != SQLITE_OK) {
        throw std::runtime_error{"expected a state at " + path + ", found none"};
    }
    return database;
}

std::map<std::string, std::int64_t> totals_of(sqlite3* database, const std::string& pipeline) {
    sqlite3_stmt* prepared = nullptr;
    sqlite3_prepare_v2(
        database, "SELECT * FROM sources WHERE pipeline = ?1", -1, &prepared, nullptr
    );
    const std::unique_ptr<sqlite3_stmt, decltype(&sqlite3_finalize)> row{
        prepared, sqlite3_finalize};
    sqlite3_bind_text(prepared, 1, pipeline.c_str(), -1, SQLITE_TRANSIENT);
    std::map<std::string, std::int64_t> totals;
    if (prepared == nullptr || sqlite3_step(prepared) != SQLITE_ROW) {
        return totals;
    }
    for (int i = 0; i < sqlite3_column_count(prepared); ++i) {
        if (sqlite3_column_type(prepared, i) == SQLITE_INTEGER) {
            totals[sqlite3_column_name(prepared, i)] = sqlite3_column_int64(prepared, i);
        }
    }
    return totals;
}

}  // namespace

World::World(const Plan& plan, const std::vector<Load>& loads)
    : sandbox_{folder_, sandbox_arguments(plan)}, plan_{plan}, disk_fault_{plan.disk_fault} {
    sandbox_.post("/_sandbox/profiles", R"({"third_party_id":")" + refused_user + "\"}");
    for (const Load& load : loads) {
        folder_.write(load.file, load.text);
        pipelines_.push_back(load.pipeline);
    }
    mend_pipelines();
    shift_clock(0);
}

void World::shift_clock(std::int64_t seconds) const {
    // In place: a run has it mapped.
    std::fstream file{folder_ / "clock", std::ios::binary | std::ios::in | std::ios::out};
    if (!file.is_open()) {
        file.open(folder_ / "clock", std::ios::binary | std::ios::out);
    }
    file.write(reinterpret_cast<const char*>(&seconds), sizeof seconds);
}

void World::change_pipelines() {
    ++changes_;
    mend_pipelines();
}

// The first has another setting after each change, the second after every other one.
void World::mend_pipelines() const {
    support::FileText file;
    support::DestinationText& destination = file.destinations.front();
    destination.config = "connections: " + std::to_string(plan_.connections) + "\ntimeout: 4s\n";
    destination.more = plan_.has_runner ? "isolation: process\n" : "isolation: inproc\n";
    file.pipelines.clear();
    unsigned changes = changes_;
    for (const LoadPlan& load : plan_.loads) {
        file.pipelines.push_back(pipeline_text(load, plan_, changes % 2 == 0 ? "100ms" : "110ms"));
        changes /= 2;
    }
    write_whole(support::to_yaml(file, sandbox_.url(), sandbox_.ca_file()));
}

void World::write_whole(const std::string& yaml) const {
    folder_.write("pipeline.yaml.new", yaml);
    std::filesystem::rename(folder_ / "pipeline.yaml.new", folder_ / "pipeline.yaml");
}

support::ProcessSpec World::spec(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), SLUICE_PROGRAM);
    return {
        .command = std::move(arguments),
        .environment = {"ADOBE_CLIENT_ID=sandbox-id", "ADOBE_CLIENT_SECRET=sandbox-secret"},
        .folder = folder_.path().string(),
        .name = "sluice-" + std::to_string(++started_)};
}

support::ProcessSpec World::run_spec() {
    support::ProcessSpec run =
        spec({"run", "--plugin-path", PLUGIN_FOLDER, folder_ / "pipeline.yaml"});
    if (!disk_fault_.empty()) {
        run.command.front() = SLUICE_WITH_FAULTY_DISK;
        run.environment.push_back(
            "SLUICE_TEST_DISK=fault=" + disk_fault_ + " while=" + (folder_ / disk_fails)
        );
    }
#ifdef CLOCK_SHIFT_LIBRARY
    run.environment.emplace_back("LD_PRELOAD=" CLOCK_SHIFT_LIBRARY);
    run.environment.push_back("CLOCK_SHIFT=" + (folder_ / "clock"));
#endif
    return run;
}

std::vector<KeptReject> World::rejects() {
    std::vector<KeptReject> rejects;
    for (std::size_t load = 0; load < pipelines_.size(); ++load) {
        const support::Finished shown = support::run_process(spec(
            {"rejects",
             "show",
             "--limit",
             "1000000",
             "--pipeline",
             pipelines_[load],
             folder_ / "pipeline.yaml"}
        ));
        std::istringstream lines{shown.out};
        for (std::string line; std::getline(lines, line);) {
            const boost::json::value row = boost::json::parse(line);
            rejects.push_back(
                {load,
                 row.at("line").to_number<std::size_t>(),
                 row.at("update").to_number<std::uint32_t>(),
                 std::string{row.at("reason").as_string()}}
            );
        }
    }
    return rejects;
}

std::vector<std::map<std::string, std::int64_t>> World::totals() const {
    const Database database = open_read_only(state_folder() + "/state.db");
    std::vector<std::map<std::string, std::int64_t>> totals;
    for (const std::string& pipeline : pipelines_) {
        totals.push_back(totals_of(database.get(), pipeline));
    }
    return totals;
}

std::string World::keep(const std::string& requests) const {
    const std::string kept = folder_.path().string() + "-kept";
    std::filesystem::copy(folder_.path(), kept, std::filesystem::copy_options::recursive);
    std::ofstream{kept + "/requests"} << requests;
    return kept;
}

std::vector<pid_t> children_of(pid_t parent) {
    const std::string process = std::to_string(parent);
    std::istringstream listed{
        support::content_of("/proc/" + process + "/task/" + process + "/children")};
    std::vector<pid_t> children;
    for (pid_t child = 0; listed >> child;) {
        children.push_back(child);
    }
    return children;
}

bool heeds_hangup(pid_t process) {
    const std::string status = support::content_of("/proc/" + std::to_string(process) + "/status");
    const std::size_t blocked = status.find("SigBlk:");
    return blocked != std::string::npos &&
           (std::stoull(status.substr(blocked + 7), nullptr, 16) & 1U) != 0;
}

}  // namespace chaos
