#include "fixtures.hpp"
#include "host/report/console.hpp"

#include <catch2/catch.hpp>

using host::Console;

TEST_CASE("a pipe gets whole lines and never a status") {
    const test::Pipe pipe;
    Console console{pipe.in};
    CHECK_FALSE(console.is_terminal());
    console.status("42 %");
    console.line("one");
    console.status("");
    console.line("two");
    CHECK(pipe.read() == "one\ntwo\n");
}

TEST_CASE("on a terminal lines stand above the status, which stays at the bottom") {
    const test::Terminal terminal{100};
    Console console{terminal.in};
    CHECK(console.is_terminal());
    CHECK(console.columns() == 100);
    console.status("42 %");
    CHECK(terminal.read() == "\r\x1b[K42 %");
    console.line("one");
    CHECK(terminal.read() == "\r\x1b[Kone\n42 %");
    console.status("");
    CHECK(terminal.read() == "\r\x1b[K");
    console.line("two");
    CHECK(terminal.read() == "two\n");
}

TEST_CASE("a status that has not changed is not written again") {
    const test::Terminal terminal{80};
    Console console{terminal.in};
    console.status("42 %");
    static_cast<void>(terminal.read());
    console.status("42 %");
    CHECK(terminal.read().empty());
}

TEST_CASE("what is no terminal has 80 columns") {
    const test::Pipe pipe;
    CHECK(Console{pipe.in}.columns() == 80);
}

TEST_CASE("a closed standard error stops nothing") {
    Console console{-1};
    console.line("one");
    CHECK_FALSE(console.is_terminal());
}
