// A plan in the making, on a thread of its own: files are read, plugins hashed and asked, which may
// take seconds that the host thread has not. Owned by Reload, host thread.
#pragma once

#include "host/plugin/bell.hpp"
#include "host/run/plan.hpp"

#include <future>
#include <memory>
#include <string>
#include <thread>
#include <vector>

namespace host {

class Planning {
public:
    // Begins at once; rings when the plan is there. The bell must outlive it.
    Planning(std::vector<std::string> files, std::vector<std::string> folders, const Bell& bell);
    Planning(const Planning&) = delete;
    Planning& operator=(const Planning&) = delete;
    ~Planning();  // waits for the plan

    // The plan, once; null while it is being made.
    std::unique_ptr<Plan> take();

private:
    std::future<std::unique_ptr<Plan>> plan_;
    std::thread thread_;
};

}  // namespace host
