#include "host/mapping/literal_match.hpp"

#include <charconv>
#include <cmath>
#include <system_error>

namespace host {
namespace {

// From here on not every whole number is a double, so that equal doubles no longer mean equal
// numbers.
constexpr double exact_limit = 9007199254740992.0;  // 2^53

}  // namespace

std::optional<NumberValue> number_value(std::string_view text) {
    const char* end = text.data() + text.size();
    NumberValue value;
    std::int64_t whole = 0;
    const auto as_whole = std::from_chars(text.data(), end, whole);
    if (as_whole.ec == std::errc{} && as_whole.ptr == end) {
        return NumberValue{.whole = whole, .nearest = static_cast<double>(whole)};
    }
    const auto as_double = std::from_chars(text.data(), end, value.nearest);
    if (as_double.ec != std::errc{} || as_double.ptr != end || !std::isfinite(value.nearest)) {
        return std::nullopt;
    }
    if (std::abs(value.nearest) < exact_limit && std::trunc(value.nearest) == value.nearest) {
        value.whole = static_cast<std::int64_t>(value.nearest);
    }
    return value;
}

LiteralMatch::LiteralMatch(const Literal& literal, Format format)
    : kind_{literal.kind}, text_{literal.text}, format_{format} {
    if (kind_ == Literal::Kind::number) {
        number_ = number_value(text_);
    }
}

bool LiteralMatch::equals(const Node& node) const {
    if (format_ == Format::csv) {
        return kind_ != Literal::Kind::null && node.kind == Node::Kind::string &&
               node.text == text_;
    }
    switch (kind_) {
    case Literal::Kind::null:
        return node.kind == Node::Kind::null;
    case Literal::Kind::boolean:
        return node.kind == Node::Kind::boolean && node.text == text_;
    case Literal::Kind::string:
        return node.kind == Node::Kind::string && node.text == text_;
    default:
        break;
    }
    if (node.kind != Node::Kind::number) {
        return false;
    }
    if (node.text == text_) {
        return true;
    }
    const auto other = number_ ? number_value(node.text) : std::nullopt;
    if (!other) {
        return false;
    }
    if (number_->whole || other->whole) {
        return number_->whole == other->whole;
    }
    return number_->nearest == other->nearest;
}

}  // namespace host
