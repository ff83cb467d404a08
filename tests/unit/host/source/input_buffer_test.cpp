#include "host/source/input_buffer.hpp"
#include "tests/unit/host/source/scratch.hpp"

#include <catch2/catch.hpp>

#include <fcntl.h>
#include <string>

using Fill = host::InputBuffer::Fill;

TEST_CASE("a file is read to its end, and stays ended") {
    const test::ScratchFile file{"hello"};
    host::InputBuffer input{{.fd = open(file.path.c_str(), O_RDONLY)}};
    const host::FileDescriptor closes{input.fd()};
    CHECK(input.fill() == Fill::more);
    CHECK(input.unread() == "hello");
    CHECK(input.fill() == Fill::end);
    test::write_all(file.fd.get(), " again");
    CHECK(input.fill() == Fill::end);
    CHECK(input.unread() == "hello");
}

TEST_CASE("a position is that of the first unread byte") {
    const test::ScratchFile file{"hello"};
    host::InputBuffer input{{.fd = open(file.path.c_str(), O_RDONLY)}};
    const host::FileDescriptor closes{input.fd()};
    REQUIRE(input.fill() == Fill::more);
    CHECK(input.position() == 0);
    input.consume(2);
    CHECK(input.position() == 2);
    REQUIRE(input.seek(4));
    CHECK(input.position() == 4);
    REQUIRE(input.fill() == Fill::more);
    CHECK(input.unread() == "o");
}

TEST_CASE("an empty pipe waits instead of blocking, and ends when its writer is gone") {
    test::Pipe pipe;
    host::InputBuffer input{{.fd = pipe.reading.get(), .may_wait = true}};
    CHECK(input.fill() == Fill::wait);
    test::write_all(pipe.writing.get(), "ab");
    CHECK(input.fill() == Fill::more);
    CHECK(input.fill() == Fill::wait);
    CHECK(input.unread() == "ab");
    pipe.close_writing();
    CHECK(input.fill() == Fill::end);
    CHECK_FALSE(input.seek(0));
}

TEST_CASE("what is unread is kept while the buffer grows past its first size") {
    std::string text(1'000'000, ' ');
    for (std::size_t i = 0; i < text.size(); ++i) {
        text[i] = static_cast<char>('a' + i % 23);
    }
    const test::ScratchFile file{text};
    host::InputBuffer input{{.fd = open(file.path.c_str(), O_RDONLY)}};
    const host::FileDescriptor closes{input.fd()};
    REQUIRE(input.fill() == Fill::more);
    input.consume(1);
    while (input.fill() == Fill::more) {
    }
    CHECK(input.unread() == std::string_view{text}.substr(1));
}

TEST_CASE("a descriptor that cannot be read fails with the system's reason") {
    host::InputBuffer input{{.fd = -1}};
    CHECK(input.fill() == Fill::failed);
    CHECK(input.error_number() == EBADF);
}
