#include "host/source/opened_input.hpp"
#include "tests/unit/host/source/scratch.hpp"

#include <catch2/catch.hpp>

TEST_CASE("a file is opened with its size and never waits") {
    const test::ScratchFile file{"hello"};
    const auto input = host::open_input(file.path);
    REQUIRE(input);
    CHECK(input->name == file.path);
    CHECK(input->progress().total == 5);
    CHECK(input->progress().bytes == 0);
    CHECK(input->wait_fd() == -1);
}

TEST_CASE("what is no regular file is refused with a sentence that names it") {
    CHECK(
        host::open_input("/nonexistent/x").error().text ==
        "expected to open /nonexistent/x for reading, found: No such file or directory"
    );
    CHECK(
        host::open_input("/tmp").error().text == "expected a regular file at /tmp, found something "
                                                 "else; to read a pipe, name the path \"-\" and "
                                                 "redirect stdin"
    );
    CHECK_FALSE(host::open_input("/dev/null"));
}

TEST_CASE("stdin from a pipe can be waited for, stdin from a file has a size") {
    test::Pipe pipe;
    {
        const test::StdinFrom replaced{pipe.reading.get()};
        const auto input = host::open_input("-");
        REQUIRE(input);
        CHECK(input->name == "stdin");
        CHECK(input->wait_fd() == STDIN_FILENO);
        CHECK_FALSE(input->progress().total);
    }
    const test::ScratchFile file{"hello"};
    const test::StdinFrom replaced{file.fd.get()};
    const auto input = host::open_input("-");
    REQUIRE(input);
    CHECK(input->wait_fd() == -1);
    CHECK(input->progress().total == 5);
}

TEST_CASE("a read error names the file and the byte") {
    auto input = host::open_input("-");
    REQUIRE(input);
    input->buffer = host::InputBuffer{{.fd = -1}};
    REQUIRE(input->buffer.fill() == host::InputBuffer::Fill::failed);
    CHECK(
        input->read_error() ==
        "expected to read on in stdin behind byte 0, found: Bad file descriptor"
    );
}
