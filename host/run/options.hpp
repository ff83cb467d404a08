// What the command line asks of a run. Values.
#pragma once

#include "host/report/log.hpp"
#include "host/state/reject_query.hpp"

#include <cstdint>
#include <string>
#include <vector>

namespace host {

struct RunOptions {
    std::vector<std::string> files;
    std::vector<std::string> plugin_path;
    std::uint64_t limit = 0;  // records to read of each source; 0: all
    bool from_start = false;  // begin a new generation whatever the state says
    LogOptions log;
    std::string listen;  // where the status server listens; "": as the files say, if they do
};

}  // namespace host
