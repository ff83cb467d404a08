// The text of a path as steps. Used by Path::compile alone. Pure.
#pragma once

#include "host/mapping/path.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace host {

class PathParser {
public:
    explicit PathParser(std::string_view text) : text_{text} {}

    sluice::Result<Path, Problem> parse();

private:
    using Fault = std::optional<Problem>;

    Fault step(bool is_first);
    Fault name();
    Fault bracket();
    Fault quoted_name();
    Fault number();
    Fault closing_bracket();
    Problem expected(std::string_view what) const;
    bool is_at(char c) const { return at_ < text_.size() && text_[at_] == c; }
    void add(Path::Step::Kind kind, std::uint32_t index, std::string name);

    std::string_view text_;
    std::size_t at_ = 0;
    Path path_;
};

}  // namespace host
