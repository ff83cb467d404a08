// Standard error as the log and the progress line share it: whole lines, and on a terminal one line
// at the bottom that is rewritten. Any thread.
#pragma once

#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>

namespace host {

class Console {
public:
    // Borrows the descriptor, usually 2.
    explicit Console(int fd);

    bool is_terminal() const { return terminal_; }
    std::size_t columns() const;  // of the terminal now; 80 if it does not say

    // One line, without its newline. Stands above the status line.
    void line(std::string_view text);

    // Replaces the status line; "" removes it. Nothing happens if this is no terminal.
    void status(std::string text);

private:
    void write(std::string_view bytes) const;

    int fd_;
    bool terminal_;
    std::mutex mutex_;
    std::string status_;
};

}  // namespace host
