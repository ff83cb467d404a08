// What `sluice plugin new` writes is built, tested and run as its author would, with nothing but an
// installed prefix.
#include "tests/scaffold/workshop.hpp"

#include <catch2/catch.hpp>

#include <iostream>
#include <string>
#include <string_view>
#include <vector>

namespace {

// The commands of the README that each template in C and C++ comes with.
void check_with_cmake(const std::string& language, const std::vector<std::string>& more = {}) {
    scaffold::Workshop workshop{language};
    std::vector<std::string> configure{
        CMAKE_PROGRAM,
        "--preset",
        "debug",
        "-DCMAKE_C_COMPILER=" C_COMPILER,
        "-DCMAKE_CXX_COMPILER=" CXX_COMPILER,
        "-DCMAKE_C_COMPILER_LAUNCHER=" COMPILER_LAUNCHER,
        "-DCMAKE_CXX_COMPILER_LAUNCHER=" COMPILER_LAUNCHER};
    configure.insert(configure.end(), more.begin(), more.end());
    workshop.must(configure);
    workshop.must({CMAKE_PROGRAM, "--build", "--preset", "debug"});
    workshop.must({CTEST_PROGRAM, "--preset", "debug"});
    workshop.must_stand_alone("./build/debug/my-dest.so");
    workshop.must_conform("./build/debug/my-dest.so");
    workshop.must_deliver("./build/debug/my-dest.so");
}

// What stands on the headers alone is built where there is nothing else.
const std::vector<std::string> without_libraries{
    "-DCMAKE_DISABLE_FIND_PACKAGE_Boost=ON", "-DCMAKE_DISABLE_FIND_PACKAGE_OpenSSL=ON"};

}  // namespace

TEST_CASE("a plugin in C++ is written, built against an installed prefix, and delivers", "[cpp]") {
    check_with_cmake("cpp", without_libraries);
}

TEST_CASE("a plugin in Rust is written, built with no network, and delivers", "[rust]") {
    if (std::string_view{CARGO_PROGRAM}.empty()) {
        std::cout << "skipped: needs cargo\n";
        return;
    }
    scaffold::Workshop workshop{"rust"};
    workshop.must({CARGO_PROGRAM, "build", "--offline"});
    workshop.must({CARGO_PROGRAM, "test", "--offline"});
    workshop.must_stand_alone("./target/debug/libmy_dest.so");
    workshop.must_conform("./target/debug/libmy_dest.so");
    workshop.must_deliver("./target/debug/libmy_dest.so");
}

TEST_CASE("a plugin in Go is written, built with no network, and delivers", "[go]") {
    scaffold::Workshop workshop{"go"};
    // The standard library is compiled once for all runs of this test.
    const auto must_go = [&workshop](const std::vector<std::string>& words) {
        std::vector<std::string> command{
            "/usr/bin/env",
            "CC=" C_COMPILER,
            "GOCACHE=" GO_CACHE,
            "GOENV=off",
            "GOFLAGS=",
            "GOPROXY=off",
            "GOTOOLCHAIN=local"};
        command.insert(command.end(), words.begin(), words.end());
        return workshop.must(command);
    };
    CHECK(must_go({GO_PROGRAM, "fmt", "./..."}).out.empty());
    must_go({GO_PROGRAM, "vet", "./..."});
    must_go({GO_PROGRAM, "test", "./..."});
    must_go(
        {"/bin/sh",
         "-c",
         R"("$0" build -buildmode=c-shared -ldflags "-extldflags=-Wl,--version-script=$PWD/exports.map" -o build/my-dest.so .)",
         GO_PROGRAM}
    );
    workshop.must_stand_alone("./build/my-dest.so");
    workshop.must_conform("./build/my-dest.so");
    workshop.must_deliver("./build/my-dest.so");
}

TEST_CASE(
    "a plugin on sluice::http is written, built against an installed prefix, and delivers", "[http]"
) {
    check_with_cmake("http");
}

TEST_CASE("a plugin in C is written, built against an installed prefix, and delivers", "[c]") {
    check_with_cmake("c", without_libraries);
}
