// The main() of unit test programs that start plugins in processes of their own: a runner is the
// very program that runs, so they are runners too.
#define CATCH_CONFIG_RUNNER
#include "host/isolation/runner.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <string_view>

int main(int argc, char** argv) {
    if (argc == 3 && std::string_view{argv[1]} == "--run-plugin") {
        host::run_plugin(std::atoi(argv[2]));  // NOLINT(cert-err34-c): the host wrote it
    }
    return Catch::Session().run(argc, argv);
}
