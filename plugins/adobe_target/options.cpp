#include "adobe_target/options.hpp"

#include "adobe_target/api/profile_name.hpp"

#include <array>

namespace adobe_target {

namespace {

constexpr std::array<std::string_view, 3> option_names{
    "audience", "allow_both_ids", "max_session_age"};
constexpr std::array<std::string_view, 3> audience_names{"name", "value", "exit"};

Audience read_audience(const sluice::ConfigReader& options) {
    const sluice::ConfigReader written = options.section("audience");
    written.expect_only(audience_names);
    Audience audience;
    audience.name = written.text("name", "");
    audience.value = written.text("value", audience.value);
    audience.exit = written.text("exit", audience.exit);
    if (const auto problem = profile_name_problem(audience.name, update_names)) {
        written.fault("name", "bad_attribute_name", *problem);
    }
    for (const std::string_view member : {"value", "exit"}) {
        if ((member == "exit" ? audience.exit : audience.value).empty()) {
            written.fault(
                member,
                "empty_audience",
                "expected a text that says it, found an empty one, which Adobe ignores"
            );
        }
    }
    return audience;
}

}  // namespace

Options read_options(std::string_view options_json, std::vector<sluice::ConfigFault>& faults) {
    const sluice::ConfigReader written{options_json, "/options", faults};
    Options options;
    written.expect_only(option_names);
    if (written.has("audience")) {
        options.audience = read_audience(written);
    }
    options.allow_both_ids = written.boolean("allow_both_ids", false);
    options.max_session_age = std::chrono::duration_cast<std::chrono::seconds>(
        written.duration("max_session_age", options.max_session_age)
    );
    return options;
}

}  // namespace adobe_target
