#include "host/mapping/path_parser.hpp"

#include <charconv>
#include <utility>

namespace host {
namespace {

constexpr std::string_view ends_name = ".[]\"";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

sluice::Result<Path, Problem> PathParser::parse() {
    bool is_first = true;
    if (text_ == "$" || text_.starts_with("$.") || text_.starts_with("$[")) {
        at_ = 1;
        is_first = false;
    }
    while (is_first || at_ < text_.size()) {
        if (auto fault = step(is_first)) {
            return *std::move(fault);
        }
        is_first = false;
    }
    return std::move(path_);
}

PathParser::Fault PathParser::step(bool is_first) {
    if (is_at('[')) {
        return bracket();
    }
    if (is_first) {
        return name();
    }
    if (!is_at('.')) {
        return expected("a dot or [ before the next step");
    }
    ++at_;
    return name();
}

PathParser::Fault PathParser::name() {
    const std::size_t end = std::min(text_.find_first_of(ends_name, at_), text_.size());
    if (end == at_) {
        return expected(R"(a member's name (one with dots or brackets as ["name"]))");
    }
    add(Path::Step::Kind::member, 0, std::string{text_.substr(at_, end - at_)});
    at_ = end;
    return std::nullopt;
}

PathParser::Fault PathParser::bracket() {
    ++at_;
    if (is_at('*')) {
        ++at_;
        add(Path::Step::Kind::every, 0, {});
        path_.finds_several_ = true;
        return closing_bracket();
    }
    return is_at('"') ? quoted_name() : number();
}

PathParser::Fault PathParser::quoted_name() {
    ++at_;
    std::string name;
    while (at_ < text_.size() && text_[at_] != '"') {
        if (text_[at_] == '\\') {
            ++at_;
            if (!is_at('"') && !is_at('\\')) {
                return expected(R"(\" or \\ behind the backslash)");
            }
        }
        name += text_[at_++];
    }
    if (!is_at('"')) {
        return expected("a closing double quote");
    }
    ++at_;
    add(Path::Step::Kind::member, 0, std::move(name));
    return closing_bracket();
}

PathParser::Fault PathParser::number() {
    if (at_ == text_.size() || !is_digit(text_[at_])) {
        return expected(R"(a number from 0, * or a "name" in the brackets)");
    }
    std::uint32_t index = 0;
    const char* end = text_.data() + text_.size();
    const auto parsed = std::from_chars(text_.data() + at_, end, index);
    if (parsed.ec != std::errc{}) {
        return expected("a number of at most 4294967295");
    }
    at_ = static_cast<std::size_t>(parsed.ptr - text_.data());
    add(Path::Step::Kind::element, index, {});
    return closing_bracket();
}

PathParser::Fault PathParser::closing_bracket() {
    if (!is_at(']')) {
        return expected("]");
    }
    ++at_;
    return std::nullopt;
}

Problem PathParser::expected(std::string_view what) const {
    std::string text = "expected ";
    text += what;
    text += " at character " + std::to_string(at_ + 1) + " of the path \"";
    text += text_;
    text += "\", found ";
    text += at_ < text_.size() ? std::string{text_[at_]} : "its end";
    return {std::move(text)};
}

void PathParser::add(Path::Step::Kind kind, std::uint32_t index, std::string name) {
    path_.steps_.push_back({.kind = kind, .index = index, .name = std::move(name)});
}

}  // namespace host
