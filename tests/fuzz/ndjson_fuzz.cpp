// Any bytes as an NDJSON record: what is taken is what Boost.JSON's own reader understands, and
// nothing is lost when it is written again.
#include "host/mapping/json_text.hpp"
#include "host/source/json_record.hpp"
#include "host/source/source.hpp"
#include "tests/fuzz/expect.hpp"
#include "tests/fuzz/memory_file.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

namespace json = boost::json;

namespace {

// Every node lies within its parent, and its text can be read.
void expect_sound(const host::Document& document) {
    const auto& nodes = document.nodes();
    for (std::size_t i = 0; i < nodes.size(); ++i) {
        fuzz::expect(nodes[i].next > i && nodes[i].next <= nodes.size(), "nodes are nested");
        const bool is_leaf =
            nodes[i].kind != host::Node::Kind::array && nodes[i].kind != host::Node::Kind::object;
        fuzz::expect(!is_leaf || nodes[i].next == i + 1, "a literal holds nothing");
    }
    fuzz::expect(nodes.front().next == nodes.size(), "the root holds everything");
}

// The text is one object, as Boost.JSON's own DOM reads it.
void expect_same_value(std::string_view text, const host::Document& document) {
    const json::parse_options options{.max_depth = host::max_json_depth};
    json::error_code error;
    const json::value original = json::parse(text, error, {}, options);
    fuzz::expect(!error && original.is_object(), "what is taken is a JSON object");
    std::string again;
    host::append_json(again, document, document.nodes().front());
    const json::value copy = json::parse(again, error, {}, options);
    // As values, for of two members of one name the place may differ; or as text, for 0e400 is no
    // number to the DOM, and that is not equal to itself.
    fuzz::expect(
        !error && (copy == original || json::serialize(copy) == json::serialize(original)),
        "a record written again is the same record"
    );
}

void one_record(std::string_view text) {
    static host::JsonRecordParser parser;
    host::Arena arena;
    host::Document document;
    const auto rejection = parser.parse(text, 7, arena, document);
    if (!rejection) {
        expect_sound(document);
        expect_same_value(text, document);
        return;
    }
    fuzz::expect(
        rejection->code == "bad_json" || rejection->code == "bad_utf8", "a refusal has its code"
    );
    fuzz::expect(rejection->message.find("line 7") == 0, "a refusal names the line");
}

// As a file: each record ends behind the one before it, and all bytes are passed.
void whole_file(std::string_view text) {
    const fuzz::MemoryFile file{text};
    auto source = host::open_source({.path = file.path(), .format = host::Format::ndjson}, {});
    fuzz::expect(source.has_value(), "a regular file can be opened");
    host::Record record;
    host::Document document;
    host::Rejection why;
    std::uint64_t ordinal = 0;
    std::uint64_t end = 0;
    for (auto read = host::Read::record; read != host::Read::end;) {
        read = (*source)->next(record, document, why);
        fuzz::expect(read != host::Read::wait && read != host::Read::failed, "a file can be read");
        if (read != host::Read::end) {
            fuzz::expect(record.at.ordinal == ordinal++, "records are counted");
            fuzz::expect(record.at.end > end && record.at.end <= text.size(), "records follow");
            end = record.at.end;
        }
    }
    fuzz::expect((*source)->progress().bytes == text.size(), "the whole file is read");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    one_record(fuzz::as_text(data, size));
    whole_file(fuzz::as_text(data, size));
    return 0;
}
