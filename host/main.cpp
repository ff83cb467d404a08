#include "host/command/command.hpp"
#include "host/isolation/runner.hpp"
#include "host/record/exit_code.hpp"

#include <cstdio>
#include <cstdlib>
#include <exception>
#include <string_view>

int main(int argc, char** argv) {
    try {
        if (argc == 3 && std::string_view{argv[1]} == "--run-plugin") {
            host::run_plugin(std::atoi(argv[2]));  // NOLINT(cert-err34-c): the host wrote it
        }
        return host::command_line(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "sluice: internal error: %s\n", error.what());
    } catch (...) {
        std::fputs("sluice: internal error\n", stderr);
    }
    return host::exit_internal;
}
