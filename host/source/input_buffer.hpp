// Bytes of a file or a stream, a block at a time into one reused buffer. Used by the readers of
// host/source, on the host thread.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

namespace host {

// Does not own the descriptor.
class InputBuffer {
public:
    enum class Fill : std::uint8_t { more, wait, end, failed };

    // `position`: where the descriptor stands, for counting. `may_wait`: it is a stream, to be
    // polled before each read.
    struct Start {
        int fd = -1;
        std::uint64_t position = 0;
        bool may_wait = false;
    };
    explicit InputBuffer(const Start& start);

    // What has been read and not consumed. Valid until fill() or seek(); consume() leaves the bytes
    // where they are.
    std::string_view unread() const { return {bytes_.get() + begin_, end_ - begin_}; }
    void consume(std::size_t bytes) { begin_ += bytes; }

    // Reads once, appending to unread(), whose beginning stays the same text at perhaps another
    // address. The buffer grows when unread() fills it: who calls bounds it by consuming.
    Fill fill();

    // Reads no more: what is unread still counts, then it is the end.
    void close() { ended_ = true; }

    // Goes on at that byte of the file. False if the descriptor cannot seek.
    bool seek(std::uint64_t position);

    // Of the first byte of unread().
    std::uint64_t position() const { return read_ - (end_ - begin_); }
    int fd() const { return fd_; }
    bool may_wait() const { return may_wait_; }
    int error_number() const { return error_number_; }  // after `failed`

private:
    void make_room();

    int fd_;
    bool may_wait_;
    bool ended_ = false;
    int error_number_ = 0;
    std::unique_ptr<char[]> bytes_;
    std::size_t capacity_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
    std::uint64_t read_;  // position behind the last byte read
};

}  // namespace host
