#include "host/config/config.hpp"

#include "host/config/places.hpp"
#include "host/manifest/pointer.hpp"

#include <charconv>

namespace host {
namespace {

constexpr std::string_view options_prefix = "/options";

// The rule that "/fields/3" or "/fields/3/..." counts to; null for other pointers.
const Rule* rule_of(const Pipeline& pipeline, std::string_view pointer) {
    constexpr std::string_view fields = "/fields/";
    if (!pointer.starts_with(fields)) {
        return nullptr;
    }
    std::string_view number = pointer.substr(fields.size());
    number = number.substr(0, number.find('/'));
    std::size_t index = 0;
    auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), index);
    bool is_whole = error == std::errc{} && end == number.data() + number.size();
    return is_whole && index < pipeline.mapping.size() ? &pipeline.mapping[index] : nullptr;
}

// Not the whole's own place: that is better named by `at`.
const Place* place_within(const Places& places, std::string_view pointer) {
    const Place* place = pointer.empty() ? nullptr : nearest_place(places, pointer);
    return place == nullptr || place == nearest_place(places, "") ? nullptr : place;
}

}  // namespace

const Destination* Config::destination(std::string_view name) const {
    for (const Destination& each : destinations) {
        if (each.name == name) {
            return &each;
        }
    }
    return nullptr;
}

Mark mark_of(const Config& config, const Pipeline& pipeline, std::string_view pointer) {
    if (const Rule* rule = rule_of(pipeline, pointer)) {
        return rule->at;
    }
    const Destination* destination = config.destination(pipeline.destination);
    if (pointer.starts_with("/config") && destination != nullptr) {
        const Place* place = place_within(destination->places, pointer);
        return place != nullptr ? place->value : destination->at;
    }
    if (pointer.starts_with("/fields")) {
        pointer = "/mapping";
    }
    const Place* place = place_within(pipeline.places, pointer);
    bool is_option = pointer.starts_with(options_prefix);
    if (place == nullptr && is_option) {  // it stands directly under the pipeline
        place = place_within(pipeline.places, pointer.substr(options_prefix.size()));
    }
    return place != nullptr ? place->value : pipeline.at;
}

}  // namespace host
