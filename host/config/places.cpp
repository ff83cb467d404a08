#include "host/config/places.hpp"

#include "host/manifest/pointer.hpp"

namespace host {
namespace {

template <class Each>
void each_below(const Places& places, std::string_view prefix, Each each) {
    for (auto at = places.lower_bound(prefix); at != places.end(); ++at) {
        std::string_view pointer = at->first;
        if (!pointer.starts_with(prefix)) {
            return;
        }
        pointer.remove_prefix(prefix.size());
        if (pointer.empty() || pointer.front() == '/') {
            each(std::string{pointer}, at->second);
        }
    }
}

}  // namespace

const Place* nearest_place(const Places& places, std::string_view pointer) {
    while (true) {
        auto found = places.find(pointer);
        if (found != places.end()) {
            return &found->second;
        }
        if (pointer.empty()) {
            return nullptr;
        }
        pointer = parent_of(pointer);
    }
}

Places places_below(const Places& places, std::string_view prefix) {
    Places below;
    each_below(places, prefix, [&](std::string pointer, const Place& place) {
        below.emplace(std::move(pointer), place);
    });
    return below;
}

LiteralTexts literals_below(const Places& places, std::string_view prefix) {
    LiteralTexts below;
    each_below(places, prefix, [&](std::string pointer, const Place& place) {
        if (!place.literal.empty()) {
            below.emplace(std::move(pointer), place.literal);
        }
    });
    return below;
}

void add_findings(
    std::vector<Issue>& issues,
    const std::vector<SchemaFinding>& findings,
    const Places& places,
    std::string_view prefix,
    const Mark& fallback
) {
    for (const SchemaFinding& finding : findings) {
        const Place* place = nearest_place(places, std::string{prefix} + finding.pointer);
        Mark at = fallback;
        if (place != nullptr) {
            at = finding.where == SchemaFinding::Where::key ? place->key : place->value;
        }
        issues.push_back({Issue::Severity::error, at, to_sentence(finding)});
    }
}

}  // namespace host
