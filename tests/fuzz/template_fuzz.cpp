// A body, a URL, a text and JSON, a line each, as a webhook's templates and one record: whatever
// the record holds, the request has the structure that the templates wrote.
#include "tests/fuzz/expect.hpp"
#include "webhook/api/body_template.hpp"
#include "webhook/api/record_statuses.hpp"
#include "webhook/api/url_template.hpp"

#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace {

namespace json = boost::json;
using webhook::RecordView;

const std::vector<std::string> names{"t", "j", "*"};

sluice_value slot(std::uint32_t type, std::string_view text) {
    sluice_value value{};
    value.type = type;
    value.len = static_cast<std::uint32_t>(text.size());
    value.u.s = text.data();
    return value;
}

json::value parsed(std::string_view text) {
    json::error_code error;
    json::parse_options options;
    options.max_depth = 128;  // a template and a value, each as deep as their parsers allow
    json::value value = json::parse({text.data(), text.size()}, error, {}, options);
    fuzz::expect(!error, "a body is JSON");
    return value;
}

// Objects of the template keep their members but those left out; lists keep their length.
void expect_same_structure(const json::value& made, const json::value& written) {
    if (const json::object* const members = written.if_object()) {
        const json::object* const found = made.if_object();
        fuzz::expect(found != nullptr && found->size() <= members->size(), "an object stays one");
        for (const auto& member : *found) {
            const json::value* const from = members->if_contains(member.key());
            fuzz::expect(from != nullptr, "no member comes from a record");
            expect_same_structure(member.value(), *from);
        }
    } else if (const json::array* const list = written.if_array()) {
        const json::array* const found = made.if_array();
        fuzz::expect(found != nullptr && found->size() == list->size(), "a list keeps its length");
        for (std::size_t i = 0; i < list->size(); ++i) {
            expect_same_structure((*found)[i], (*list)[i]);
        }
    }
}

void render_body(std::string_view text, const RecordView& record) {
    const auto body = webhook::parse_body(text, names);
    std::string out;
    if (!body || append_body(out, *body, record)) {
        return;
    }
    fuzz::expect(out.find_first_of("\r\n") == std::string::npos, "a body is one line");
    const json::value made = parsed(out);
    if (text == "fields") {
        fuzz::expect(made.is_object(), "fields are an object");
    } else {
        expect_same_structure(made, parsed(text));
    }
}

std::size_t count(std::string_view text, char c) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), c));
}

void render_url(std::string_view text, const RecordView& record) {
    const auto url = webhook::parse_url_template(text, names);
    std::string target;
    if (!url || write_target(target, *url, record)) {
        return;
    }
    std::string literal;
    for (const webhook::Pieces* pieces : {&url->path, &url->query}) {
        for (const webhook::Piece& piece : *pieces) {
            literal += piece.text;
        }
    }
    fuzz::expect(target.starts_with('/'), "a target begins with a slash");
    for (const char c : {'/', '?', '&', '=', '#', ' ', '\r', '\n'}) {
        fuzz::expect(count(target, c) == count(literal, c), "no value ends its part of the URL");
    }
    fuzz::expect(url->base.find('{') == std::string::npos, "no value is in the host");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest = fuzz::as_text(data, size);
    const std::string_view body = fuzz::take_until(rest, '\n');
    const std::string_view url = fuzz::take_until(rest, '\n');
    const std::string_view text = fuzz::take_until(rest, '\n');
    const std::array<sluice_value, 3> values{
        slot(SLUICE_T_STR, text), slot(SLUICE_T_JSON, rest), slot(SLUICE_T_JSON, rest)};
    const RecordView record{.values = values, .id = "record-1", .op = "upsert", .attempt = 1};
    render_body(body, record);
    render_url(url, record);
    for (const auto& told : webhook::record_statuses(rest, 4)) {
        fuzz::expect(told.index < 4, "an index is one of the request's");
    }
    return 0;
}
