#include "host/command/command.hpp"
#include "host/record/exit_code.hpp"

#include <cstdio>
#include <exception>

int main(int argc, char** argv) {
    try {
        return host::command_line(argc, argv);
    } catch (const std::exception& error) {
        std::fprintf(stderr, "sluice: internal error: %s\n", error.what());
    } catch (...) {
        std::fputs("sluice: internal error\n", stderr);
    }
    return host::exit_internal;
}
