// Writes the folder of a new destination plugin from a template. Called by `sluice plugin new`;
// main thread.
#pragma once

#include "host/record/problem.hpp"
#include "host/scaffold/plugin_name.hpp"

#include <sluice/result.hpp>

#include <filesystem>
#include <string>
#include <vector>

namespace host {

struct NewPlugin {
    PluginName name;
    std::filesystem::path form;  // the template's folder
    std::filesystem::path into;  // made if it is not there; else it must be empty
};

// Copies every file of the template; @NAME@, @IDENTIFIER@ and @TITLE@ in them become what they
// stand for. Gives the written paths, from `into`, sorted. Nothing is written unless the whole
// template could be read and `into` is empty.
sluice::Result<std::vector<std::string>, Problem> write_new_plugin(const NewPlugin& plugin);

}  // namespace host
