#include "host/mapping/rule_faults.hpp"

#include "host/mapping/cast.hpp"

namespace host {
namespace {

using Faults = std::vector<std::string>;

void expect(Faults& faults, bool holds, const char* sentence) {
    if (!holds) {
        faults.emplace_back(sentence);
    }
}

void check_number(Faults& faults, const std::optional<Literal>& literal) {
    if (literal && literal->kind == Literal::Kind::number && !is_json_number(literal->text)) {
        faults.push_back(
            "expected a number as JSON writes it (-12.5e3), found " + literal->text +
            "; put it in quotes to send it as text"
        );
    }
}

void check_prefix(Faults& faults, const Rule& rule, const Path& path) {
    expect(
        faults,
        !rule.constant,
        "expected the path of an object for a field that ends with .*, found `const:`"
    );
    expect(
        faults,
        !path.finds_several(),
        "expected the path of one object for a field that ends with .*, found [*] in it"
    );
    expect(
        faults,
        rule.cast == Cast::none && rule.hash == Hash::none && !rule.fallback,
        "expected no cast, sha256 or default for a field that ends with .*, found one; give the "
        "member a line of its own, which takes it out of the object"
    );
}

}  // namespace

std::vector<std::string>
rule_faults(const Rule& rule, const Path& path, bool is_identifier) {  // NOLINT
    Faults faults;
    check_number(faults, rule.constant);
    check_number(faults, rule.fallback);
    expect(faults, !rule.constant || rule.path.empty(), "expected `path:` or `const:`, found both");
    if (is_prefix_field(rule.field)) {
        check_prefix(faults, rule, path);
        return faults;
    }
    expect(
        faults,
        rule.include.empty() && rule.exclude.empty(),
        "expected `include:` and `exclude:` only for a field that ends with .*, found one here"
    );
    expect(
        faults,
        !is_identifier || !path.finds_several() || !rule.join,
        "expected no `join:` for an identifier, found one; each of its several values makes an "
        "update of its own"
    );
    return faults;
}

}  // namespace host
