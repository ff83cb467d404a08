// What the tests of the report share: a terminal and a pipe whose other end can be read.
#pragma once

#include <array>
#include <cstdlib>
#include <fcntl.h>
#include <stdexcept>
#include <string>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

namespace test {

// Two descriptors: the product writes to `in`, the test reads what arrived.
class Channel {
public:
    Channel() = default;
    Channel(const Channel&) = delete;
    Channel& operator=(const Channel&) = delete;
    ~Channel() {
        ::close(in);
        ::close(out);
    }

    // All that was written until now.
    std::string read() const {
        std::string all;
        std::array<char, 4096> bytes{};
        ::fcntl(out, F_SETFL, O_NONBLOCK);
        for (ssize_t got = 0; (got = ::read(out, bytes.data(), bytes.size())) > 0;) {
            all.append(bytes.data(), static_cast<std::size_t>(got));
        }
        return all;
    }

    int in = -1;

protected:
    int out = -1;
};

class Pipe : public Channel {
public:
    Pipe() {
        std::array<int, 2> ends{};
        if (::pipe(ends.data()) != 0) {
            throw std::runtime_error{"no pipe"};
        }
        out = ends[0];
        in = ends[1];
    }
};

// A pseudo terminal of so many columns that passes bytes on as they are.
class Terminal : public Channel {
public:
    explicit Terminal(unsigned short columns) {
        out = ::posix_openpt(O_RDWR | O_NOCTTY);
        if (out < 0 || ::grantpt(out) != 0 || ::unlockpt(out) != 0) {
            throw std::runtime_error{"no terminal"};
        }
        in = ::open(::ptsname(out), O_RDWR | O_NOCTTY);
        termios raw{};
        ::tcgetattr(in, &raw);
        ::cfmakeraw(&raw);
        ::tcsetattr(in, TCSANOW, &raw);
        const winsize size{.ws_row = 24, .ws_col = columns, .ws_xpixel = 0, .ws_ypixel = 0};
        ::ioctl(in, TIOCSWINSZ, &size);
    }
};

}  // namespace test
