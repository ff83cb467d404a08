// Documents and rules for the tests of host/mapping, written by hand: the rooms of the host do not
// know each other.
#pragma once

#include "host/record/document.hpp"
#include "host/record/rule.hpp"

#include <catch2/catch.hpp>

#include <deque>
#include <string>
#include <string_view>

namespace test {

// Reads JSON that needs no checking: no blanks outside strings, no escapes but \" and \n.
class Tree {
public:
    explicit Tree(std::string_view json) : left_{json} {
        value({});
        REQUIRE(left_.empty());
    }
    const host::Document& document() const { return document_; }
    const host::Node& root() const { return document_.nodes().front(); }

private:
    using Kind = host::Node::Kind;

    bool take(char c) {
        if (!left_.starts_with(c)) {
            return false;
        }
        left_.remove_prefix(1);
        return true;
    }

    std::string_view string() {
        std::string text;
        while (!take('"')) {
            REQUIRE_FALSE(left_.empty());
            if (take('\\')) {
                text += left_.front() == 'n' ? '\n' : left_.front();
            } else {
                text += left_.front();
            }
            left_.remove_prefix(1);
        }
        return texts_.emplace_back(std::move(text));
    }

    void add(Kind kind, std::string_view key, std::string_view text) {
        auto& nodes = document_.nodes();
        nodes.push_back(
            {.kind = kind,
             .next = static_cast<std::uint32_t>(nodes.size() + 1),
             .key = key,
             .text = text}
        );
    }

    void children(Kind kind, std::string_view key, char end) {
        const std::size_t at = document_.nodes().size();
        add(kind, key, {});
        while (!take(end)) {
            std::string_view name;
            if (kind == Kind::object) {
                REQUIRE(take('"'));
                name = string();
                REQUIRE(take(':'));
            }
            value(name);
            take(',');
        }
        document_.nodes()[at].next = static_cast<std::uint32_t>(document_.nodes().size());
    }

    void value(std::string_view key) {
        if (take('{')) {
            return children(Kind::object, key, '}');
        }
        if (take('[')) {
            return children(Kind::array, key, ']');
        }
        if (take('"')) {
            return add(Kind::string, key, string());
        }
        const std::string_view word = left_.substr(0, left_.find_first_of(",]}"));
        left_.remove_prefix(word.size());
        const bool is_boolean = word == "true" || word == "false";
        const Kind literal = is_boolean ? Kind::boolean : Kind::number;
        add(word == "null" ? Kind::null : literal, key, word == "null" ? std::string_view{} : word);
    }

    std::string_view left_;
    std::deque<std::string> texts_;
    host::Document document_;
};

inline host::Rule rule(std::string field, std::string path) {
    host::Rule made;
    made.at = {.file = "loyalty.yaml", .line = 7, .column = 3};
    made.field = std::move(field);
    made.path = std::move(path);
    return made;
}

inline host::Literal text(std::string value) {
    return {.kind = host::Literal::Kind::string, .text = std::move(value)};
}
inline host::Literal number(std::string value) {
    return {.kind = host::Literal::Kind::number, .text = std::move(value)};
}
inline host::Literal boolean(std::string value) {
    return {.kind = host::Literal::Kind::boolean, .text = std::move(value)};
}

}  // namespace test
