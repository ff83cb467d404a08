#include "host/mapping/filter.hpp"

#include "host/mapping/literal_match.hpp"
#include "host/mapping/path.hpp"

#include <algorithm>
#include <utility>

namespace host {

struct Filter::Test {
    Condition::Kind kind = Condition::Kind::all;
    Path path;
    std::vector<LiteralMatch> literals;
    bool wanted = true;
    std::vector<Test> parts;
    Format format = Format::ndjson;

    static Test compile(const Condition& condition, Format format, std::vector<Issue>& issues);
    bool holds(const Document& document) const;

private:
    template <class Predicate>
    bool any_value(const Document& document, Predicate predicate) const;
    bool has_equal(const Document& document) const;
    bool has_value(const Document& document) const;
};

namespace {

bool is_branch(Condition::Kind kind) {
    return kind == Condition::Kind::all || kind == Condition::Kind::any ||
           kind == Condition::Kind::negation;
}

}  // namespace

Filter::Test
Filter::Test::compile(const Condition& condition, Format format, std::vector<Issue>& issues) {
    Test test;
    test.kind = condition.kind;
    test.wanted = condition.wanted;
    test.format = format;
    for (const Condition& part : condition.parts) {
        test.parts.push_back(compile(part, format, issues));
    }
    if (is_branch(condition.kind)) {
        return test;
    }
    auto path = Path::compile(condition.path, format);
    if (path) {
        test.path = *std::move(path);
    } else {
        issues.push_back(
            {.severity = Issue::Severity::error,
             .at = condition.at,
             .text = "where: " + path.error().text}
        );
    }
    for (const Literal& literal : condition.values) {
        test.literals.emplace_back(literal, format);
    }
    return test;
}

bool Filter::Test::holds(const Document& document) const {
    const auto part_holds = [&](const Test& part) { return part.holds(document); };
    switch (kind) {
    case Condition::Kind::equals:
    case Condition::Kind::in:
        return has_equal(document);
    case Condition::Kind::not_equals:
        return !has_equal(document);
    case Condition::Kind::exists:
        return has_value(document) == wanted;
    case Condition::Kind::all:
        return std::all_of(parts.begin(), parts.end(), part_holds);
    case Condition::Kind::any:
        return std::any_of(parts.begin(), parts.end(), part_holds);
    default:
        return std::none_of(parts.begin(), parts.end(), part_holds);
    }
}

template <class Predicate>
bool Filter::Test::any_value(const Document& document, Predicate predicate) const {
    if (!path.finds_several()) {
        const Node* node = path.find(document);
        return node != nullptr && predicate(*node);
    }
    std::vector<const Node*> found;
    path.find_all(document, found);
    return std::any_of(found.begin(), found.end(), [&](const Node* node) {
        return predicate(*node);
    });
}

bool Filter::Test::has_equal(const Document& document) const {
    return any_value(document, [&](const Node& node) {
        return std::any_of(literals.begin(), literals.end(), [&](const LiteralMatch& literal) {
            return literal.equals(node);
        });
    });
}

bool Filter::Test::has_value(const Document& document) const {
    return any_value(document, [&](const Node& node) {
        const bool is_empty_cell =
            format == Format::csv && node.kind == Node::Kind::string && node.text.empty();
        return node.kind != Node::Kind::null && !is_empty_cell;
    });
}

Filter::Filter(std::unique_ptr<Test> root) : root_{std::move(root)} {}
Filter::Filter(Filter&&) noexcept = default;
Filter& Filter::operator=(Filter&&) noexcept = default;
Filter::~Filter() = default;

sluice::Result<Filter, std::vector<Issue>>
Filter::compile(const Condition& condition, Format format) {
    std::vector<Issue> issues;
    auto root = std::make_unique<Test>(Test::compile(condition, format, issues));
    if (!issues.empty()) {
        return issues;
    }
    return Filter{std::move(root)};
}

bool Filter::matches(const Document& document) const {
    return root_->holds(document);
}

}  // namespace host
