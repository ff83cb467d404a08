#include "host/config/read_condition.hpp"

#include "host/config/file_schema.hpp"
#include "host/config/places.hpp"
#include "host/manifest/pointer.hpp"
#include "host/manifest/schema.hpp"

#include <boost/json/array.hpp>

#include <array>
#include <utility>

namespace host {
namespace {

namespace json = boost::json;
using Kind = Condition::Kind;

struct Form {
    std::string_view key;
    Kind kind;
    bool is_test;  // of the value at a path
};

constexpr std::array<Form, 7> forms{
    {{"equals", Kind::equals, true},
     {"not_equals", Kind::not_equals, true},
     {"in", Kind::in, true},
     {"exists", Kind::exists, true},
     {"all", Kind::all, false},
     {"any", Kind::any, false},
     {"not", Kind::negation, false}}};

// Unknown keys and wrong types, of this level alone. False if there are any.
bool check_shape(const Section& written) {
    json::value copy = written.object();
    Reading& reading = written.reading();
    std::vector<SchemaFinding> findings = validate(copy, condition_schema());
    add_findings(reading.issues, findings, reading.places, written.pointer(), written.place().key);
    return findings.empty();
}

// The one form that the map has; null, reported, if it has several.
const Form* form_of(const Section& written) {
    const Form* found = nullptr;
    for (const Form& form : forms) {
        if (!written.has(form.key)) {
            continue;
        }
        if (found != nullptr) {
            written.error(
                written.place(form.key).key,
                "expected one test, found " + std::string{form.key} + " beside " +
                    std::string{found->key} + ": put them into all: [...] or any: [...]"
            );
            return nullptr;
        }
        found = &form;
    }
    return found;
}

void check_path(const Section& written, const Form& form) {
    if (form.is_test && !written.has("path")) {
        written.error(
            written.place(form.key).key,
            "expected a path beside " + std::string{form.key} + ", found none"
        );
    } else if (!form.is_test && written.has("path")) {
        written.error(
            written.place("path").key,
            "expected " + std::string{form.key} + " alone, found a path beside it"
        );
    }
}

std::vector<Condition> read_parts(const Section& written, const Form& form) {
    std::vector<Condition> parts;
    const json::value& value = written.object().at(form.key);
    std::string at = pointer_to(written.pointer(), form.key);
    const json::array* list = value.if_array();
    for (std::size_t i = 0; list != nullptr && i < list->size(); ++i) {
        if (const json::object* part = (*list)[i].if_object()) {
            parts.push_back(read_condition({*part, pointer_to(at, i), written.reading()}));
        }
    }
    if (list != nullptr && list->empty()) {
        written.error(
            written.place(form.key).key, "expected at least one condition, found an empty list"
        );
    }
    return parts;
}

void read_test(const Section& written, const Form& form, Condition& condition) {
    condition.path = written.text("path").value_or("");
    if (form.kind == Kind::exists) {
        condition.wanted = written.flag(form.key).value_or(true);
    } else if (form.kind == Kind::in) {
        condition.values = written.literals(form.key);
        if (condition.values.empty()) {
            written.error(
                written.place(form.key).key, "expected a list of at least one value, found none"
            );
        }
    } else if (std::optional<Literal> value = written.literal(form.key)) {
        condition.values.push_back(*std::move(value));
    }
}

}  // namespace

Condition read_condition(const Section& written) {
    Condition condition;
    condition.at = written.place().key;
    bool is_sound = check_shape(written);
    std::size_t known_issues = written.reading().issues.size();
    const Form* form = form_of(written);
    if (form == nullptr) {
        // A misspelt test is an issue already; then it is not missing as well.
        if (is_sound && written.reading().issues.size() == known_issues) {
            written.error(
                written.place().key,
                "expected equals, not_equals, in, exists, all, any or not, found none of them"
            );
        }
        return condition;
    }
    condition.kind = form->kind;
    check_path(written, *form);
    if (form->is_test) {
        read_test(written, *form, condition);
    } else if (std::optional<Section> inner = written.section(form->key)) {
        condition.parts.push_back(read_condition(*inner));
    } else {
        condition.parts = read_parts(written, *form);
    }
    return condition;
}

}  // namespace host
