// A run and what `sluice status` tells of it, for the tests of the command and of the status
// server.
#pragma once

#include "tests/end_to_end/scene.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <catch2/catch.hpp>

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

namespace end_to_end {

namespace json = boost::json;

inline constexpr const char* all_well = R"({"rules":[]})";

inline void
prepare(Scene& scene, std::size_t profiles, const std::string& more, const std::string& file = {}) {
    scene.records(support::lines(profiles, [](std::size_t i) { return support::profile_line(i); }));
    support::FileText text;
    text.destinations.front().config = "profile_auth: none\n";
    text.pipelines.front().more = more;
    text.more = file;
    scene.pipelines(text);
}

inline std::string file_of(const Scene& scene) {
    return scene.folder / "pipeline.yaml";
}

// The one pipeline of the file, as `sluice status --json` tells it.
inline json::object status(Scene& scene) {
    const auto told = scene.sluice(
        {"status", "--json", "--plugin-path", end_to_end::plugin_folder(), file_of(scene)}
    );
    INFO(said(told));
    REQUIRE(told.exit == 0);
    return json::parse(told.out).as_object();
}

inline const json::object& pipeline_of(const json::object& status) {
    return status.at("pipelines").at(0).as_object();
}

inline bool is_held_up_by(const json::object& status, std::string_view what) {
    const json::value& bottleneck = pipeline_of(status).at("bottleneck");
    return !bottleneck.is_null() && bottleneck.at("name").as_string() == what;
}

// Waits until what `sluice status` tells is so.
inline json::object await_status(
    Scene& scene, support::Process& run, const std::function<bool(const json::object&)>& is_so
) {
    json::object last;
    const bool came = run.await([&] {
        last = status(scene);
        return is_so(last);
    });
    INFO(json::serialize(last) << run.err());
    REQUIRE(came);
    return last;
}

}  // namespace end_to_end
