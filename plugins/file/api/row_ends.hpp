// Where the last whole row of a file ends, found while its bytes pass by. Used by disk/part_file
// when a run goes on with a file; pure.
#pragma once

#include <cstdint>
#include <string_view>

namespace file {

enum class Format : std::uint8_t { ndjson, csv };

// What follows end() was torn by a crash: it is cut off. In CSV a line feed between quotes ends no
// row; quotes are counted from the beginning, so all of the file must pass.
class RowEnds {
public:
    explicit RowEnds(Format format) : format_{format} {}

    // The next bytes of the file.
    void read(std::string_view piece);

    // Bytes from the beginning; 0 if no row is whole.
    std::uint64_t end() const { return end_; }

private:
    Format format_;
    bool is_quoted_ = false;
    std::uint64_t passed_ = 0;
    std::uint64_t end_ = 0;
};

}  // namespace file
