#include "host/delivery/plugin_deaths.hpp"

namespace host {

bool PluginDeaths::died(Time now) {
    ++in_row_;
    recent_.push_back(now);
    while (now - recent_.front() > window) {
        recent_.pop_front();
    }
    return recent_.size() >= most || in_row_ >= most;
}

void PluginDeaths::explained() {
    recent_.clear();
    in_row_ = 0;
}

}  // namespace host
