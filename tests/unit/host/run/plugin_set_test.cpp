#include "host/run/plugin_set.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <string>

namespace {

host::Destination destination(const std::string& plugin, std::optional<host::Isolation> isolation) {
    host::Destination made;
    made.name = "x";
    made.plugin = plugin;
    made.isolation = isolation;
    return made;
}

// "" if it is ready, else why not.
std::string refusal(const std::string& plugin, std::optional<host::Isolation> isolation) {
    host::PluginSet plugins{{TEST_PLUGIN_FOLDER}};
    const auto made = plugins.plugin(destination(plugin, isolation));
    return made ? "" : made.error().text;
}

bool is_loaded_here(const std::string& plugin) {
    std::ifstream maps{"/proc/self/maps"};
    const std::string all{std::istreambuf_iterator<char>{maps}, {}};
    return all.find('/' + plugin + ".so") != std::string::npos;
}

}  // namespace

TEST_CASE("a plugin that does not come with the host is not loaded into it unless the file says so"
) {
    CHECK(refusal("null", std::nullopt).empty());
    CHECK(refusal("null", host::Isolation::process).empty());
    CHECK_FALSE(is_loaded_here("null"));
    CHECK(refusal("null", host::Isolation::inproc).empty());
    CHECK(is_loaded_here("null"));
}

TEST_CASE("inproc is refused to a plugin that needs a process of its own, with the reason") {
    CHECK(
        refusal("apart", host::Isolation::inproc) ==
        "expected isolation: process for the plugin apart, found inproc: it says that it must"
    );
    CHECK_THAT(refusal("blocking", host::Isolation::inproc), Catch::Contains("its send() waits"));
    CHECK_THAT(refusal("gopher", host::Isolation::inproc), Catch::Contains("its runtime is Go"));
    CHECK_FALSE(is_loaded_here("gopher"));
    for (const char* plugin : {"apart", "blocking", "gopher"}) {
        CHECK(refusal(plugin, std::nullopt).empty());
    }
}
