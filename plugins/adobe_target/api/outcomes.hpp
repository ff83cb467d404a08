// The shapes of sluice::Outcome that this plugin answers with, by their short names. Called by all
// of api and net; pure, any thread.
#pragma once

#include <sluice/outcomes.hpp>

namespace adobe_target {

using sluice::auth_failed;
using sluice::cancelled;
using sluice::delivered;
using sluice::Fault;
using sluice::look_again;
using sluice::paused;
using sluice::rejected;
using sluice::retry;

}  // namespace adobe_target
