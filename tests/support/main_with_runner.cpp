// The main() of unit test programs that start plugins in processes of their own: a runner is the
// very program that runs, so they are runners too.
#define CATCH_CONFIG_RUNNER
#include "host/isolation/runner.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <string>
#include <string_view>

int main(int argc, char** argv) {
    if (argc == 3 && std::string_view{argv[1]} == "--run-plugin") {
        host::run_plugin(std::atoi(argv[2]));  // NOLINT(cert-err34-c): the host wrote it
    }
    // A plugin's segmentation fault is to end its process as it would without a sanitizer.
    for (const char* variable : {"ASAN_OPTIONS", "TSAN_OPTIONS"}) {
        const char* given = std::getenv(variable);  // NOLINT(concurrency-mt-unsafe)
        const std::string options = std::string{given == nullptr ? "" : given} + ":handle_segv=0";
        setenv(variable, options.c_str(), 1);  // NOLINT(concurrency-mt-unsafe)
    }
    return Catch::Session().run(argc, argv);
}
