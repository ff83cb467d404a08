// A pipeline's source as the state knows it: begun anew, gone on with, or done already. Called by
// the assembly, which holds the pipeline's lock; host thread.
#pragma once

#include "host/run/cannot_start.hpp"
#include "host/run/plan.hpp"
#include "host/source/source.hpp"
#include "host/state/store.hpp"

#include <sluice/result.hpp>

#include <memory>
#include <string>

namespace host {

struct OpenedSource {
    std::unique_ptr<Source> source = nullptr;  // null if it is done
    StoredSource stored{};
    std::string note{};  // for the summary: "continued at record 4,201"
    bool is_done = false;
};

// `from_start`: a new generation whatever the state says.
sluice::Result<OpenedSource, CannotStart>
open_source_of(const PipelinePlan& plan, Store& store, bool from_start);

}  // namespace host
