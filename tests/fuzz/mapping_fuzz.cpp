// Rules, one a line, then an empty line and a record: any mapping is refused or maps any record
// into slots that keep the promises of the wall.
//
//     user|ids[*].crm|mail
//     data.*|traits|join=,|take=geo.*|skip=geo.zip
//     age|=5|int
//
//     {"ids":[{"crm":"a@b"}],"traits":{"geo":{"city":"x"}}}
#include "host/mapping/cast.hpp"
#include "host/mapping/mapping.hpp"
#include "host/source/json_record.hpp"
#include "host/source/utf8.hpp"
#include "tests/fuzz/expect.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <string>
#include <vector>

namespace json = boost::json;

namespace {

const host::ActionSpec& action() {
    static const host::ActionSpec spec = [] {
        host::ActionSpec made;
        made.id = "put";
        made.fields = {{.name = "user", .required = true}, {.name = "age"}, {.name = "data.*"}};
        made.order_by = {{"user"}, {"age", "data.city"}};
        made.multi_id = {"user"};
        return made;
    }();
    return spec;
}

host::Literal literal(std::string_view text) {
    using Kind = host::Literal::Kind;
    if (text == "null") {
        return {.kind = Kind::null, .text = {}};
    }
    if (text == "true" || text == "false") {
        return {.kind = Kind::boolean, .text = std::string{text}};
    }
    const bool is_number = host::is_json_number(text);
    return {.kind = is_number ? Kind::number : Kind::string, .text = std::string{text}};
}

void take_cast(std::string_view word, host::Rule& rule) {
    if (word == "int") {
        rule.cast = host::Cast::integer;
    } else if (word == "num") {
        rule.cast = host::Cast::number;
    } else if (word == "str") {
        rule.cast = host::Cast::string;
    } else if (word == "bool") {
        rule.cast = host::Cast::boolean;
    } else if (word == "sha") {
        rule.hash = host::Hash::sha256;
    } else if (word == "mail") {
        rule.hash = host::Hash::sha256_email;
    }
}

void take_option(std::string_view option, host::Rule& rule) {
    const std::string_view word = fuzz::take_until(option, '=');
    if (word == "join") {
        rule.join = std::string{option};
    } else if (word == "else") {
        rule.fallback = literal(option);
    } else if (word == "take") {
        rule.include.emplace_back(option);
    } else if (word == "skip") {
        rule.exclude.emplace_back(option);
    } else {
        take_cast(word, rule);
    }
}

std::vector<host::Rule> take_rules(std::string_view& rest) {
    std::vector<host::Rule> rules;
    for (;;) {
        std::string_view line = fuzz::take_until(rest, '\n');
        if (line.empty()) {
            return rules;
        }
        host::Rule rule;
        rule.field = std::string{fuzz::take_until(line, '|')};
        const std::string_view from = fuzz::take_until(line, '|');
        if (from.starts_with('=')) {
            rule.constant = literal(from.substr(1));
        } else {
            rule.path = std::string{from};
        }
        while (!line.empty()) {
            take_option(fuzz::take_until(line, '|'), rule);
        }
        rules.push_back(std::move(rule));
    }
}

// A prefix field's slot: one flat object.
void expect_flat(const json::value& value) {
    fuzz::expect(value.is_object(), "a prefix field holds an object");
    for (const auto& member : value.get_object()) {
        fuzz::expect(!member.value().is_structured(), "a prefix field holds literals");
    }
}

void expect_kept(const sluice_value& slot, const sluice_field& field) {
    const std::string_view name{field.name.ptr, field.name.len};
    if (field.type != SLUICE_T_ABSENT && slot.type != SLUICE_T_ABSENT &&
        slot.type != SLUICE_T_NULL) {
        fuzz::expect(slot.type == field.type, "a slot has the type that was promised");
    }
    if (slot.type < SLUICE_T_STR || slot.type > SLUICE_T_NUMBER) {
        return;
    }
    const std::string_view text{slot.u.s, slot.len};
    fuzz::expect(host::is_utf8(text), "a slot is UTF-8");
    if (slot.type == SLUICE_T_NUMBER) {
        fuzz::expect(host::is_json_number(text), "a number is one");
    }
    if (slot.type == SLUICE_T_JSON) {
        json::error_code error;
        const json::value value = json::parse(text, error, {}, {.max_depth = 100});
        fuzz::expect(!error, "a JSON slot is JSON");
        if (name == "data.*") {  // another name is refused before its mapping is compiled
            expect_flat(value);
        }
    }
}

// As a row of CSV is: texts alone.
bool is_row(const host::Document& document) {
    const auto& nodes = document.nodes();
    return std::all_of(nodes.begin() + 1, nodes.end(), [](const host::Node& node) {
        return node.kind == host::Node::Kind::string;
    });
}

void apply(host::Mapping& mapping, const host::Document& document) {
    host::Record record;
    const auto rejection = mapping.apply(document, record, 42);
    if (rejection) {
        fuzz::expect(!rejection->code.empty() && !rejection->message.empty(), "a refusal says why");
        return;
    }
    fuzz::expect(!record.updates.empty(), "a record makes at least one update");
    fuzz::expect(record.updates.size() <= host::max_updates_per_record, "updates are bounded");
    for (const host::Slots& update : record.updates) {
        fuzz::expect(update.values.size() == mapping.fields().size(), "each field has a slot");
        for (std::size_t i = 0; i < update.values.size(); ++i) {
            expect_kept(update.values[i], mapping.fields()[i]);
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    std::string_view rest = fuzz::as_text(data, size);
    // A pipeline file that is not UTF-8 is refused before its rules are read.
    if (!host::is_utf8(rest)) {
        return 0;
    }
    const auto rules = take_rules(rest);
    static host::JsonRecordParser parser;
    host::Arena arena;
    host::Document document;
    const bool is_record = !parser.parse(rest, 1, arena, document);
    for (const auto format : {host::Format::ndjson, host::Format::csv}) {
        auto mapping = host::Mapping::compile(rules, action(), format);
        if (!mapping) {
            fuzz::expect(!mapping.error().empty(), "a refused mapping has its issues");
        } else if (is_record && (format == host::Format::ndjson || is_row(document))) {
            apply(*mapping, document);
        }
    }
    return 0;
}
