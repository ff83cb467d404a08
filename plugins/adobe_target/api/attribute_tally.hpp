// How often attributes were left out of updates, by name. Filled by attributes, told to operators
// by the conductor's observations; on the plugin's thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>

namespace adobe_target {

class AttributeTally {
public:
    struct Count {
        std::uint64_t empty = 0;    // null or "": Adobe ignores them
        std::uint64_t refused = 0;  // a name or a value that Adobe would refuse
    };
    using ByName = std::map<std::string, Count, std::less<>>;

    void add_empty(std::string_view name) {
        ++total_.empty;
        ++of(name).empty;
    }
    void add_refused(std::string_view name) {
        ++total_.refused;
        ++of(name).refused;
    }

    const Count& total() const { return total_; }
    const ByName& by_name() const { return by_name_; }

private:
    // Records decide how many names there are: beyond these, what is left out is counted together.
    static constexpr std::size_t most_names = 256;

    Count& of(std::string_view name) {
        const auto found = by_name_.find(name);
        if (found != by_name_.end()) {
            return found->second;
        }
        const std::string_view key =
            by_name_.size() < most_names ? name : std::string_view{"(others)"};
        return by_name_[std::string{key}];
    }

    Count total_;
    ByName by_name_;
};

}  // namespace adobe_target
