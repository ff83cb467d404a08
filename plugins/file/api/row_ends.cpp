#include "file/api/row_ends.hpp"

#include <cstddef>

namespace file {

void RowEnds::read(std::string_view piece) {
    for (std::size_t i = 0; i < piece.size(); ++i) {
        if (piece[i] == '"') {
            is_quoted_ = format_ == Format::csv && !is_quoted_;
        } else if (piece[i] == '\n' && !is_quoted_) {
            end_ = passed_ + i + 1;
        }
    }
    passed_ += piece.size();
}

}  // namespace file
