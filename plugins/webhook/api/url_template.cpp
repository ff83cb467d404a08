#include "webhook/api/url_template.hpp"

#include "webhook/api/slot_fault.hpp"

#include <sluice/percent.hpp>

#include <algorithm>

namespace webhook {

namespace {

using sluice::Outcome;
using sluice::Reason;

bool is_url_character(char c) {
    constexpr std::string_view refused = "\"<>\\^`{|}#";
    return c > 0x20 && c < 0x7F && refused.find(c) == std::string_view::npos;
}

bool is_plain(const Piece& piece) {
    return std::all_of(piece.text.begin(), piece.text.end(), is_url_character);
}

// Is a segment of the path "." or ".."? A receiver would take it away, with the one before it.
bool has_dot_segment(std::string_view path) {
    while (!path.empty()) {
        path.remove_prefix(1);
        const std::string_view segment = path.substr(0, path.find('/'));
        if (segment == "." || segment == "..") {
            return true;
        }
        path.remove_prefix(segment.size());
    }
    return false;
}

sluice::Result<Pieces, std::string>
parse_part(std::string_view text, std::span<const std::string> names) {
    auto pieces = parse_placeholders(text, names);
    if (pieces && !std::all_of(pieces->begin(), pieces->end(), is_plain)) {
        return std::string{
            "expected a path and query of visible ASCII without quotes, braces, < > \\ "
            "^ ` | and #, found another character; write it as %XX"};
    }
    return pieces;
}

std::int32_t slot_of(const Piece& piece) {
    return piece.kind == Piece::Kind::field ? static_cast<std::int32_t>(piece.slot)
                                            : sluice::no_field;
}

Outcome path_fault(Reason reason, std::string_view code, std::string message, std::int32_t slot) {
    return sluice::rejected(
        {.reason = reason, .code = code, .message = std::move(message), .field = slot}
    );
}

std::optional<Outcome>
write_path(std::string& target, const Pieces& path, const RecordView& record) {
    std::int32_t last = sluice::no_field;
    std::string text;
    for (const Piece& piece : path) {
        text.clear();
        if (auto fault = append_text(text, piece, record)) {
            return fault;
        }
        if (piece.kind == Piece::Kind::text) {
            target += text;
            continue;
        }
        last = slot_of(piece);
        if (text.empty()) {
            return path_fault(
                Reason::missing_field,
                "empty_in_path",
                "expected a value for the path of the URL, found none",
                last
            );
        }
        sluice::append_percent(target, text);
    }
    if (has_dot_segment(target)) {
        return path_fault(
            Reason::invalid_field,
            "dots_in_path",
            "expected a value that is a segment of the path of the URL, found one or two dots",
            last
        );
    }
    return std::nullopt;
}

}  // namespace

sluice::Result<UrlTemplate, std::string>
parse_url_template(std::string_view url, std::span<const std::string> names) {
    constexpr std::string_view separator = "://";
    const std::size_t scheme = url.find(separator);
    const std::size_t authority =
        scheme == std::string_view::npos ? scheme : scheme + separator.size();
    if (authority == std::string_view::npos) {
        return std::string{"expected https://host[:port][/path][?query], found something else"};
    }
    const std::size_t target = std::min(url.find_first_of("/?#", authority), url.size());
    UrlTemplate parsed;
    parsed.base = url.substr(0, target);
    if (parsed.base.find_first_of("{}") != std::string::npos) {
        return std::string{
            "expected a host without placeholders, found one: no record may say where "
            "requests go"};
    }
    const std::size_t query = std::min(url.find('?', target), url.size());
    std::string path{url.substr(target, query - target)};
    auto path_pieces = parse_part(path.empty() ? "/" : path, names);
    if (!path_pieces) {
        return std::move(path_pieces).error();
    }
    auto query_pieces = parse_part(url.substr(query), names);
    if (!query_pieces) {
        return std::move(query_pieces).error();
    }
    if (has_dot_segment(path)) {
        return std::string{"expected a path without the segments . and .., found one"};
    }
    parsed.path = *std::move(path_pieces);
    parsed.query = *std::move(query_pieces);
    return parsed;
}

bool has_placeholders(const UrlTemplate& url) {
    return has_placeholders(url.path) || has_placeholders(url.query);
}

std::optional<Outcome>
write_target(std::string& target, const UrlTemplate& url, const RecordView& record) {
    target.clear();
    if (auto fault = write_path(target, url.path, record)) {
        return fault;
    }
    std::string text;
    for (const Piece& piece : url.query) {
        if (piece.kind == Piece::Kind::text) {
            target += piece.text;
            continue;
        }
        text.clear();
        if (auto fault = append_text(text, piece, record)) {
            return fault;
        }
        sluice::append_percent(target, text);
    }
    return std::nullopt;
}

}  // namespace webhook
