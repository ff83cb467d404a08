// Carries out a plan: starts runs, deals the blows, lets it heal, and gathers the evidence. On the
// program's one thread.
#pragma once

#include "tests/chaos/evidence.hpp"
#include "tests/chaos/judge.hpp"
#include "tests/chaos/plan.hpp"
#include "tests/chaos/world.hpp"

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace chaos {

class Episode {
public:
    explicit Episode(const Plan& plan);

    // Once. Throws std::runtime_error, with what a run said, if one does not end in time.
    void play();

    const Evidence& evidence() const { return evidence_; }
    // Ends and words of runs that no run may have, a sentence each.
    const std::string& misconduct() const { return misconduct_; }
    std::uint64_t kills() const { return kills_; }
    std::uint64_t repeats() const;
    std::string keep() const { return world_->keep(requests_text(evidence_)); }

private:
    void perform(const Step& step);
    void await_requests(std::uint64_t more);
    void await_silence();
    void freeze();
    void hang_disk();
    void kill_runner();
    void fail_disk();
    void reload(const Step& step);
    void reload_wrong_file();
    bool hang_up();
    void kill();
    void stop(End how);
    void finish();
    void begin_run();
    void judge_end(const support::Finished& run);
    bool await(const std::function<bool()>& is_so);

    const Plan& plan_;
    Evidence evidence_;
    std::unique_ptr<World> world_;
    std::unique_ptr<support::Process> run_;  // none: none is under way
    std::string misconduct_;
    std::uint64_t kills_ = 0;
};

}  // namespace chaos
