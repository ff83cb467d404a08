#include "fixtures.hpp"
#include "host/report/log.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <thread>

using host::Console;
using host::Log;
using host::LogFormat;
using host::LogLevel;
using host::Redactor;

namespace {

bool holds(const std::string& text, std::string_view part) {
    return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a pipe gets JSON lines, a terminal gets text, unless a format is asked for") {
    const Redactor redactor;
    const test::Pipe pipe;
    const test::Terminal terminal{80};
    Console to_pipe{pipe.in};
    Console to_terminal{terminal.in};
    Log{to_pipe, redactor, {}}.info("hello", {{"n", 1}});
    CHECK(holds(
        pipe.read(),
        R"("level":"info","message":"hello","n":1})"
        "\n"
    ));
    Log{to_terminal, redactor, {}}.info("hello", {{"n", 1}});
    CHECK(holds(terminal.read(), " info  hello  n=1\n"));
    Log{to_pipe, redactor, {.level = LogLevel::info, .format = LogFormat::text}}.info("hello");
    CHECK(holds(pipe.read(), " info  hello\n"));
    Log{to_terminal, redactor, {.level = LogLevel::info, .format = LogFormat::json}}.info("hello");
    CHECK(holds(terminal.read(), R"("message":"hello"})"));
}

TEST_CASE("what is below the level is not written") {
    const Redactor redactor;
    const test::Pipe pipe;
    Console console{pipe.in};
    Log log{console, redactor, {.level = LogLevel::warn, .format = {}}};
    CHECK_FALSE(log.enabled(LogLevel::info));
    log.info("quiet");
    CHECK(pipe.read().empty());
    log.warn("loud");
    log.error("louder");
    CHECK(holds(pipe.read(), "louder"));
    log.set_level(LogLevel::trace);
    log.debug("whisper");
    CHECK(holds(pipe.read(), R"("level":"debug","message":"whisper")"));
    CHECK(log.enabled(LogLevel::trace));
}

TEST_CASE("secrets are taken out of the message and of every value") {
    Redactor redactor;
    redactor.add("p8e-s3cret");
    const test::Pipe pipe;
    Console console{pipe.in};
    Log log{console, redactor, {}};
    const std::string other = "p8e-s3cret!";
    log.error("got p8e-s3cret", {{"a", "p8e-s3cret"}, {"n", 7}, {"b", other}, {"c", "fine"}});
    const std::string line = pipe.read();
    CHECK(holds(line, R"("message":"got ***","a":"***","n":7,"b":"***!","c":"fine")"));
}

TEST_CASE("braces and percent signs in a message are nothing special") {
    const Redactor redactor;
    const test::Pipe pipe;
    Console console{pipe.in};
    Log log{console, redactor, {}};
    log.info("{} {0} %s %n");
    CHECK(holds(pipe.read(), R"("message":"{} {0} %s %n"})"));
}

TEST_CASE("lines of several threads do not mix") {
    Redactor redactor;
    redactor.add("p8e-s3cret");
    const test::Pipe pipe;
    Console console{pipe.in};
    Log log{console, redactor, {}};
    std::thread other{[&] {
        for (int i = 0; i < 100; ++i) {
            log.info("aaaaaaaa p8e-s3cret");
        }
    }};
    for (int i = 0; i < 100; ++i) {
        log.info("bbbbbbbb p8e-s3cret");
    }
    other.join();
    const std::string all = pipe.read();
    CHECK(std::count(all.begin(), all.end(), '\n') == 200);
    std::size_t whole = 0;
    for (const std::string_view end :
         {R"("aaaaaaaa ***"})"
          "\n",
          R"("bbbbbbbb ***"})"
          "\n"}) {
        for (auto at = all.find(end); at != std::string::npos; at = all.find(end, at + 1)) {
            ++whole;
        }
    }
    CHECK(whole == 200);
}
