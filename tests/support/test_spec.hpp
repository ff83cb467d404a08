// A sluice_spec that owns what it points to, for unit tests of plugins.
#pragma once

#include <sluice/destination.h>
#include <sluice/spec.hpp>
#include <sluice/text.hpp>

#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace test {

class TestSpec {
public:
    TestSpec(std::string action, std::string config, std::string options = "{}")
        : action_{std::move(action)}, config_{std::move(config)}, options_{std::move(options)} {}
    TestSpec(const TestSpec&) = delete;
    TestSpec& operator=(const TestSpec&) = delete;

    TestSpec& field(const std::string& name, std::uint32_t flags = 0, sluice_value constant = {}) {
        names_.push_back(name);
        fields_.push_back(
            {.name = sluice::to_str(names_.back()),
             .type = SLUICE_T_ABSENT,
             .flags = flags,
             .constant = constant}
        );
        return *this;
    }

    const sluice_spec* c() {
        spec_.struct_size = sizeof spec_;
        spec_.n_fields = static_cast<std::uint32_t>(fields_.size());
        spec_.action = sluice::to_str(action_);
        spec_.config_json = sluice::to_str(config_);
        spec_.options_json = sluice::to_str(options_);
        spec_.fields = fields_.data();
        return &spec_;
    }
    sluice::Spec cpp() { return sluice::Spec{*c()}; }

private:
    std::string action_;
    std::string config_;
    std::string options_;
    std::deque<std::string> names_;
    std::vector<sluice_field> fields_;
    sluice_spec spec_{};
};

}  // namespace test
