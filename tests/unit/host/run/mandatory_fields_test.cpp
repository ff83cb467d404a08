#include "host/run/mandatory_fields.hpp"

#include <sluice/text.hpp>

#include <catch2/catch.hpp>

#include <optional>
#include <string>
#include <vector>

namespace {

using Missing = std::optional<std::string>;

sluice_value text(std::string_view text) {
    sluice_value value{};
    value.type = SLUICE_T_STR;
    value.len = static_cast<std::uint32_t>(text.size());
    value.u.s = text.data();
    return value;
}

sluice_value without_value(std::uint32_t type) {
    sluice_value value{};
    value.type = type;
    return value;
}

const sluice_value absent = without_value(SLUICE_T_ABSENT);
const sluice_value null = without_value(SLUICE_T_NULL);

// What is missing of an update that has these fields with these values.
Missing missing(
    const host::ActionSpec& action,
    const std::vector<std::string>& fields,
    const std::vector<sluice_value>& values
) {
    std::vector<sluice_field> mapped(fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        mapped[i].name = sluice::to_str(fields[i]);
    }
    host::Slots update;
    update.values = values;
    return host::MandatoryFields{action, mapped}.missing_in(update);
}

host::ActionSpec action() {
    host::ActionSpec action;
    host::FieldSpec session;
    session.name = "session";
    session.required = true;
    action.fields.push_back(session);
    action.order_by = {{"id"}, {"tenant", "cookie"}};
    return action;
}

}  // namespace

TEST_CASE("an update without a value in a required field is missing it") {
    const std::vector<std::string> fields{"id", "session"};
    CHECK(missing(action(), fields, {text("a"), text("s")}) == std::nullopt);
    for (const sluice_value& nothing : {absent, null, text("")}) {
        CHECK(missing(action(), fields, {text("a"), nothing}) == Missing{"session"});
    }
}

TEST_CASE("an update needs one whole key of those that are mapped") {
    const std::vector<std::string> fields{"session", "id", "tenant", "cookie"};
    CHECK(missing(action(), fields, {text("s"), text("a"), absent, absent}) == std::nullopt);
    CHECK(missing(action(), fields, {text("s"), null, text("t"), text("c")}) == std::nullopt);
    CHECK(
        missing(action(), fields, {text("s"), null, text("t"), absent}) == Missing{"id or cookie"}
    );
    CHECK(missing(action(), {"session", "id"}, {text("s"), text("")}) == Missing{"id"});
}

TEST_CASE("what is not mapped is not missed: check has spoken of it") {
    CHECK(missing(action(), {"x"}, {absent}) == std::nullopt);
    CHECK(missing(action(), {"tenant"}, {absent}) == std::nullopt);
}
