#include "tests/sandbox/state.hpp"

#include "tests/sandbox/seeds.hpp"

namespace sandbox {

std::string restart_profiles(State& state, Moment now) {
    state.profiles.clear();
    if (state.start.seed_count != 0) {
        state.profiles.seed(state.start.seed_prefix, state.start.seed_count);
    }
    return seed_profiles(state.start.profile_lines, state.profiles, now);
}

}  // namespace sandbox
