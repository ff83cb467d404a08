#include "host/config/check.hpp"

#include "host/config/check_action.hpp"
#include "host/config/check_settings.hpp"
#include "host/config/issues.hpp"
#include "host/manifest/did_you_mean.hpp"
#include "host/manifest/schema_words.hpp"

#include <map>
#include <set>
#include <utility>

namespace host {
namespace {

void report_unknown_destination(
    const Config& config, const Pipeline& pipeline, std::vector<Issue>& issues
) {
    std::vector<std::string> names;
    std::string listed;
    for (const Destination& each : config.destinations) {
        names.push_back(each.name);
        listed += (listed.empty() ? "" : ", ") + each.name;
    }
    std::optional<std::string> meant = did_you_mean(pipeline.destination, names);
    issues.push_back(
        {Issue::Severity::error,
         mark_of(config, pipeline, "/destination"),
         "expected one of the destinations" +
             (listed.empty() ? " (there are none)" : " " + listed) + ", found " +
             in_quotes(pipeline.destination) + (meant ? ": did you mean '" + *meant + "'?" : "")}
    );
}

void report_unused(const Config& config, std::vector<Issue>& issues) {
    std::set<std::string_view> used;
    for (const Pipeline& pipeline : config.pipelines) {
        used.insert(pipeline.destination);
    }
    for (const Destination& each : config.destinations) {
        if (!used.contains(each.name)) {
            issues.push_back(
                {Issue::Severity::warning,
                 each.at,
                 "expected a pipeline to use the destination '" + each.name + "', found none"}
            );
        }
    }
}

}  // namespace

std::vector<Issue> check(Config& config, const ManifestOf& manifest_of) {
    std::vector<Issue> issues;
    std::map<std::string, const Manifest*> manifests;  // by destination
    for (Destination& destination : config.destinations) {
        if (destination.plugin.empty()) {
            continue;
        }
        auto manifest = manifest_of(destination);
        if (manifest) {
            manifests[destination.name] = *manifest;
            check_settings(destination, **manifest, issues);
        } else {
            auto place = destination.places.find("/plugin");
            const Mark& at =
                place != destination.places.end() ? place->second.value : destination.at;
            issues.push_back({Issue::Severity::error, at, manifest.error()});
        }
    }
    for (Pipeline& pipeline : config.pipelines) {
        auto known = manifests.find(pipeline.destination);
        bool is_named = !pipeline.destination.empty();
        if (is_named && config.destination(pipeline.destination) == nullptr) {
            report_unknown_destination(config, pipeline, issues);
        }
        check_action(pipeline, known != manifests.end() ? known->second : nullptr, issues);
    }
    report_unused(config, issues);
    sort_by_place(issues);
    return issues;
}

}  // namespace host
