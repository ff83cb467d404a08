// The clocks of a run. Any thread.
#pragma once

#include "host/delivery/moment.hpp"

namespace host {

// Now, on the clocks that host/delivery goes by.
Moment present();

}  // namespace host
