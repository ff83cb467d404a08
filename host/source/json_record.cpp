#include "host/source/json_record.hpp"

#include "host/source/document_writer.hpp"
#include "host/source/json_fault.hpp"
#include "host/source/unreadable.hpp"
#include "host/source/utf8.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <string>

namespace host {
namespace {

boost::json::parse_options options() {
    boost::json::parse_options strict;
    strict.max_depth = max_json_depth;
    return strict;
}

const char* name_of(Node::Kind kind) {
    switch (kind) {
    case Node::Kind::null:
        return "null";
    case Node::Kind::boolean:
        return "a boolean";
    case Node::Kind::number:
        return "a number";
    case Node::Kind::string:
        return "a string";
    case Node::Kind::array:
        return "an array";
    default:
        return "an object";
    }
}

}  // namespace

struct JsonRecordParser::State {
    boost::json::basic_parser<DocumentWriter> parser{options()};
};

JsonRecordParser::JsonRecordParser() : state_{std::make_unique<State>()} {}
JsonRecordParser::JsonRecordParser(JsonRecordParser&&) noexcept = default;
JsonRecordParser& JsonRecordParser::operator=(JsonRecordParser&&) noexcept = default;
JsonRecordParser::~JsonRecordParser() = default;

std::optional<Rejection> JsonRecordParser::parse(
    std::string_view text, std::uint64_t line, Arena& arena, Document& document
) {
    auto& parser = state_->parser;
    parser.reset();
    parser.handler().aim(text, arena, document);
    boost::json::error_code error;
    const std::size_t parsed = parser.write_some(false, text.data(), text.size(), error);
    if (!error && parsed < text.size()) {
        error = boost::json::error::extra_data;
    }
    if (error) {
        document.clear();
        if (!is_utf8(text)) {
            return bad_utf8(line);
        }
        const TextPlace place{.line = line, .column = parsed + 1};
        return bad_syntax("bad_json", place, json_fault(text, parsed, error));
    }
    const Node::Kind root = document.nodes().front().kind;
    if (root != Node::Kind::object) {
        document.clear();
        const TextPlace place{.line = line, .column = 1};
        return bad_syntax(
            "bad_json", place, std::string{"expected an object {...}, found "} + name_of(root)
        );
    }
    return std::nullopt;
}

}  // namespace host
