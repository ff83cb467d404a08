#include "host/mapping/flat_object.hpp"

#include "host/mapping/json_text.hpp"
#include "host/mapping/slot.hpp"

#include <algorithm>

namespace host {
namespace {

bool fits(std::string_view pattern, std::string_view name) {
    if (pattern.ends_with('*')) {
        return name.starts_with(pattern.substr(0, pattern.size() - 1));
    }
    return name == pattern;
}

bool fits_any(const std::vector<std::string>& patterns, std::string_view name) {
    return std::any_of(patterns.begin(), patterns.end(), [&](const std::string& pattern) {
        return fits(pattern, name);
    });
}

}  // namespace

std::string_view FlatObject::flatten(const Document& document, const Node& object, Arena& arena) {
    members_.clear();
    prefix_.clear();
    collect(document, object, arena);
    keep_last_of_each_name(members_);
    json_ = '{';
    for (const Member& member : members_) {
        append_member(document, member);
    }
    json_ += '}';
    return arena.copy(json_);
}

// Recursion is as deep as the document, which its parser bounds.
void FlatObject::collect(const Document& document, const Node& object, Arena& arena) {
    const Node* nodes = document.nodes().data();
    const Node* end = nodes + object.next;
    const std::size_t prefix_size = prefix_.size();
    for (const Node* child = &object + 1; child != end; child = nodes + child->next) {
        if (child->kind == Node::Kind::object) {
            prefix_.append(child->key).push_back('.');
            collect(document, *child, arena);
            prefix_.resize(prefix_size);
            continue;
        }
        std::string_view name = child->key;
        if (prefix_size > 0) {
            name = arena.copy(prefix_.append(child->key));
            prefix_.resize(prefix_size);
        }
        if (is_chosen(name)) {
            members_.push_back({.name = name, .node = child});
        }
    }
}

bool FlatObject::is_chosen(std::string_view name) const {
    const auto& own = choice_.elsewhere;
    return (choice_.include.empty() || fits_any(choice_.include, name)) &&
           !fits_any(choice_.exclude, name) && std::find(own.begin(), own.end(), name) == own.end();
}

void FlatObject::append_member(const Document& document, const Member& member) {
    const bool is_array = member.node->kind == Node::Kind::array;
    text_.clear();
    if (is_array && choice_.join) {
        if (append_joined(text_, document, *member.node, *choice_.join) == 0) {
            return;
        }
    } else if (is_array) {
        append_json(text_, document, *member.node);
    }
    if (json_.size() > 1) {
        json_ += ',';
    }
    append_json_string(json_, member.name);
    json_ += ':';
    if (is_array) {
        append_json_string(json_, text_);
    } else {
        append_json(json_, document, *member.node);
    }
}

}  // namespace host
