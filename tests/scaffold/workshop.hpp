// An author's machine: a prefix that Sluice is installed in, a folder outside of the repository,
// and a plugin that `sluice plugin new` wrote there. On the test's one thread.
#pragma once

#include "tests/support/process.hpp"
#include "tests/support/temp_folder.hpp"

#include <string>
#include <vector>

namespace scaffold {

class Workshop {
public:
    // Installs the build of this test and writes the plugin my-dest in `language`.
    explicit Workshop(const std::string& language);

    // Runs a command in the plugin's folder, with the installed programs first on the PATH, and
    // demands exit 0.
    support::Finished must(std::vector<std::string> command);

    // Demands that no file that the build wrote about itself names a path in the repository, and
    // that the plugin exports its two symbols alone.
    void must_stand_alone(const std::string& library);

    // Puts `library` through all of the conformance kit.
    void must_conform(const std::string& library);

    // Runs records through `library` to a server on loopback that takes some, refuses some and
    // wants one again, and demands the fates and the requests that are right.
    void must_deliver(const std::string& library);

private:
    support::Finished
    run(std::vector<std::string> command, std::vector<std::string> environment = {});

    tests::TempFolder folder_;
    std::string plugin_ = folder_ / "my-dest";
    std::string path_;  // PATH=...
};

}  // namespace scaffold
