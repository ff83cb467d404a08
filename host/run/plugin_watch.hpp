// What befalls a pipeline's plugin when it runs in a process of its own: deaths, batches refused
// late, records left without a verdict. Owned by PipelineRun, host thread.
#pragma once

#include "host/delivery/delivery.hpp"
#include "host/plugin/instance.hpp"
#include "host/report/log.hpp"
#include "host/report/redact.hpp"
#include "host/run/journal.hpp"

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

namespace host {

class PluginWatch {
public:
    // All must outlive it. `pipeline` and `deadline`, which a batch has for its verdicts, are the
    // pipeline's.
    struct Subjects {
        Instance& instance;
        Delivery& delivery;
        Journal& journal;
        Log& log;
        const Redactor& redactor;
    };
    PluginWatch(Subjects subjects, std::string pipeline, std::chrono::nanoseconds deadline);

    // Before verdicts are taken: what was given before a death is then among them.
    void look();
    // After: what died and what was refused goes back to its lanes.
    void act(Moment now);
    // "the plugin's process died 3 times, last: killed by SIGSEGV; 1 record rejected as
    // plugin_crash"; "" for none.
    std::string text() const;
    std::uint64_t deaths() const { return deaths_; }

private:
    void end_if_overdue(Moment now);

    Subjects subjects_;
    std::string pipeline_;
    std::chrono::nanoseconds deadline_;
    std::vector<PluginDeath> seen_;
    std::uint64_t deaths_ = 0;
    std::string last_;
    Time looked_at_{0};
};

}  // namespace host
