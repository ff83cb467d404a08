// A first line as a path into the record behind it: any text is a path or a refusal, and what a
// path finds belongs to the record.
#include "host/mapping/path.hpp"
#include "host/source/json_record.hpp"
#include "tests/fuzz/expect.hpp"

#include <string>
#include <vector>

namespace {

void expect_within(const host::Document& document, const std::vector<const host::Node*>& found) {
    const auto& nodes = document.nodes();
    for (const host::Node* node : found) {
        fuzz::expect(
            node >= nodes.data() && node < nodes.data() + nodes.size(), "a value is of the record"
        );
    }
}

void find(std::string_view text, host::Format format, const host::Document& document) {
    const auto path = host::Path::compile(text, format);
    if (!path) {
        fuzz::expect(!path.error().text.empty(), "a refusal says why");
        return;
    }
    std::vector<const host::Node*> found;
    path->find_all(document, found);
    expect_within(document, found);
    if (!path->finds_several()) {
        const host::Node* one = path->find(document);
        fuzz::expect(found.size() == (one == nullptr ? 0 : 1), "one path finds one value");
        fuzz::expect(one == nullptr || one == found.front(), "both ways find the same");
    }
    fuzz::expect(
        !path->is_root() || found.front() == document.nodes().data(), "$ is the whole record"
    );
}

// Whatever a member is called, the path that names it in quotes finds it.
void find_each_member(const host::Document& document) {
    const auto& nodes = document.nodes();
    for (std::size_t child = 1; child < nodes.size(); child = nodes[child].next) {
        std::string text = "[\"";
        for (const char c : nodes[child].key) {
            text += c == '"' || c == '\\' ? "\\" : "";
            text += c;
        }
        text += "\"]";
        const auto path = host::Path::compile(text, host::Format::ndjson);
        fuzz::expect(path.has_value(), "any name can be written in quotes");
        const host::Node* node = path->find(document);
        fuzz::expect(node != nullptr && node->key == nodes[child].key, "a member is found");
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest = fuzz::as_text(data, size);
    const std::string_view text = fuzz::take_until(rest, '\n');
    static host::JsonRecordParser parser;
    host::Arena arena;
    host::Document document;
    if (parser.parse(rest, 1, arena, document)) {
        parser.parse(R"({"a":[{"b":1},{"b":null}]})", 1, arena, document);
    }
    find(text, host::Format::ndjson, document);
    find(text, host::Format::csv, document);
    find_each_member(document);
    return 0;
}
