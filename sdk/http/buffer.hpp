// A flat queue of bytes that keeps its storage: filled at the back by what is read, emptied at the
// front by what understands it. Used by a connection, on the io_context's thread.
#pragma once

#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>
#include <vector>

namespace sluice::http {

class Buffer {
public:
    explicit Buffer(std::size_t capacity) : bytes_(capacity) {}

    std::string_view data() const { return {bytes_.data() + begin_, end_ - begin_}; }
    std::size_t size() const { return end_ - begin_; }
    bool empty() const { return begin_ == end_; }

    // Free space behind the data, at least `size` bytes of it; views of the data end here.
    std::span<char> room(std::size_t size) {
        if (bytes_.size() - end_ < size) {
            std::memmove(bytes_.data(), bytes_.data() + begin_, end_ - begin_);
            end_ -= begin_;
            begin_ = 0;
        }
        if (bytes_.size() - end_ < size) {
            bytes_.resize(end_ + size);
        }
        return std::span{bytes_}.subspan(end_);
    }

    // The first `size` bytes of the room are data now.
    void append(std::size_t size) { end_ += size; }

    void consume(std::size_t size) {
        begin_ += size;
        if (begin_ == end_) {
            begin_ = end_ = 0;
        }
    }

    void clear() { begin_ = end_ = 0; }

private:
    std::vector<char> bytes_;
    std::size_t begin_ = 0;
    std::size_t end_ = 0;
};

}  // namespace sluice::http
