// Where an episode takes place: a folder with its loads and pipeline file, a sandbox of Adobe
// Target, and the built `sluice` with the built plugin. On the program's one thread.
#pragma once

#include "tests/chaos/evidence.hpp"
#include "tests/chaos/plan.hpp"
#include "tests/support/process.hpp"
#include "tests/support/sandbox_process.hpp"
#include "tests/support/temp_folder.hpp"

#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace chaos {

class World {
public:
    World(const Plan& plan, const std::vector<Load>& loads);

    support::SandboxProcess& sandbox() { return sandbox_; }

    // Of `sluice run`.
    support::ProcessSpec run_spec();
    // From now on the file gives some of the pipelines another setting, which changes nothing that
    // is judged; or it is no pipeline file, until it is mended.
    void change_pipelines();
    void break_pipelines() const { write_whole("pipelines: 7\n"); }
    void mend_pipelines() const;

    bool has_state() const { return std::filesystem::exists(state_folder() + "/state.db"); }
    std::string state_folder() const { return folder_ / "sluice-state"; }

    // The wall clock of runs is ahead by so many seconds from now on. Nothing in sanitized builds,
    // which take no preloaded library.
    void shift_clock(std::int64_t seconds) const;

    // The state of runs cannot be written from now on, as the plan says how.
    void break_disk() const { folder_.write(disk_fails, ""); }
    bool is_disk_broken() const { return std::filesystem::exists(folder_ / disk_fails); }
    void mend_disk() const { std::filesystem::remove(folder_ / disk_fails); }

    // What the commands and the state say at the end; by the loads' order.
    std::vector<KeptReject> rejects();
    std::vector<std::map<std::string, std::int64_t>> totals() const;

    // Copies the folder to where it is not removed, `requests` beside it, and gives that place.
    std::string keep(const std::string& requests) const;

private:
    support::ProcessSpec spec(std::vector<std::string> arguments);
    // Never a part of it: a run may read it at any moment.
    void write_whole(const std::string& yaml) const;

    static constexpr const char* disk_fails = "disk-fails";  // a file that is there meanwhile

    tests::TempFolder folder_;
    support::SandboxProcess sandbox_;
    Plan plan_;
    unsigned changes_ = 0;
    std::vector<std::string> pipelines_;
    std::string disk_fault_;
    int started_ = 0;
};

// The processes whose parent this is, now.
std::vector<pid_t> children_of(pid_t parent);
// Whether SIGHUP does not end it: it waits for it.
bool heeds_hangup(pid_t process);

}  // namespace chaos
