#include "host/source/csv_row.hpp"

#include "host/source/utf8.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>

#include <cstdint>
#include <map>
#include <utility>

namespace host {
namespace {

std::string_view raw(std::string_view text, const CsvField& field) {
    return text.substr(field.begin, field.end - field.begin);
}

// Copies `from` to `to` with each "" as one quote; gives the bytes written.
std::size_t undouble(std::string_view from, char* to) {
    std::size_t size = 0;
    for (std::size_t i = 0; i < from.size(); ++i) {
        to[size++] = from[i];
        if (from[i] == '"') {
            ++i;
        }
    }
    return size;
}

std::string decoded(std::string_view text, const CsvField& field) {
    const std::string_view from = raw(text, field);
    if (!field.has_doubled_quotes) {
        return std::string{from};
    }
    std::string value(from.size(), '\0');
    value.resize(undouble(from, value.data()));
    return value;
}

std::string_view decoded(std::string_view text, const CsvField& field, Arena& arena) {
    const std::string_view from = raw(text, field);
    if (!field.has_doubled_quotes) {
        return from;
    }
    auto* to = reinterpret_cast<char*>(arena.allocate(from.size()));
    return {to, undouble(from, to)};
}

}  // namespace

sluice::Result<CsvHeader, Problem>
csv_header(std::string_view text, std::span<const CsvField> fields) {
    CsvHeader header;
    std::map<std::string, std::string> seen;  // name, column
    for (const CsvField& field : fields) {
        std::string name = decoded(text, field);
        const std::string column = "column " + std::to_string(header.size() + 1);
        if (!is_utf8(name)) {
            return Problem{
                "expected the header row in UTF-8, found bytes that are not in " + column};
        }
        if (name.empty()) {
            return Problem{
                "expected a name for each column in the header row, found none for " + column};
        }
        // Not by its name: in a file without a header row that would be somebody's data.
        if (const auto [first, is_new] = seen.emplace(name, column); !is_new) {
            return Problem{
                "expected each name once in the header row, found that of " + first->second +
                " again in " + column};
        }
        header.push_back(std::move(name));
    }
    return header;
}

void csv_document(
    std::string_view text,
    std::span<const CsvField> fields,
    const CsvHeader& header,
    Arena& arena,
    Document& document
) {
    auto& nodes = document.nodes();
    const auto size = static_cast<std::uint32_t>(fields.size() + 1);
    nodes.clear();
    nodes.push_back({.kind = Node::Kind::object, .next = size, .key = {}, .text = {}});
    for (std::uint32_t i = 1; i < size; ++i) {
        nodes.push_back(
            {.kind = Node::Kind::string,
             .next = i + 1,
             .key = header[i - 1],
             .text = decoded(text, fields[i - 1], arena)}
        );
    }
}

std::optional<std::string> csv_as_json(std::string_view text, const CsvHeader& header) {
    // With a line end of its own, for the last byte of the text may be a carriage return.
    const std::string line = std::string{text} + "\r\n";
    CsvScanner scanner;
    const bool is_row = scanner.scan(line, true) == CsvScanner::Found::row;
    const auto& fields = scanner.fields();
    if (!is_row || scanner.text_size() != text.size() || fields.size() != header.size() ||
        !is_utf8(text)) {
        return std::nullopt;
    }
    boost::json::object row;
    for (std::size_t i = 0; i < header.size(); ++i) {
        row.emplace(header[i], decoded(text, fields[i]));
    }
    return boost::json::serialize(row);
}

}  // namespace host
