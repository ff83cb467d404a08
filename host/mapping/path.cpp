#include "host/mapping/path.hpp"

#include "host/mapping/path_parser.hpp"

namespace host {

sluice::Result<Path, Problem> Path::compile(std::string_view text, Format format) {
    if (format == Format::csv && !text.empty()) {
        Path path;
        if (text != "$") {
            path.steps_.push_back(
                {.kind = Step::Kind::member, .index = 0, .name = std::string{text}}
            );
        }
        return path;
    }
    return PathParser{text}.parse();
}

const Node* Path::find(const Document& document) const {
    if (document.empty()) {
        return nullptr;
    }
    const Node* nodes = document.nodes().data();
    const Node* at = nodes;
    for (const Step& step : steps_) {
        at = descend(nodes, *at, step);
        if (at == nullptr) {
            return nullptr;
        }
    }
    return at;
}

void Path::find_all(const Document& document, std::vector<const Node*>& found) const {
    if (!document.empty()) {
        const Node* nodes = document.nodes().data();
        collect(nodes, *nodes, 0, found);
    }
}

const Node* Path::descend(const Node* nodes, const Node& from, const Step& step) {
    const bool by_name = step.kind == Step::Kind::member;
    if (from.kind != (by_name ? Node::Kind::object : Node::Kind::array)) {
        return nullptr;
    }
    const Node* end = nodes + from.next;
    const Node* last = nullptr;
    std::uint32_t number = 0;
    for (const Node* child = &from + 1; child != end; child = nodes + child->next) {
        if (by_name && child->key == step.name) {
            last = child;
        }
        if (!by_name && number++ == step.index) {
            return child;
        }
    }
    return last;
}

// Recursion is as deep as the path is long.
void Path::collect(
    const Node* nodes, const Node& from, std::size_t step, std::vector<const Node*>& found
) const {
    if (step == steps_.size()) {
        found.push_back(&from);
        return;
    }
    if (steps_[step].kind != Step::Kind::every) {
        if (const Node* to = descend(nodes, from, steps_[step])) {
            collect(nodes, *to, step + 1, found);
        }
        return;
    }
    if (from.kind != Node::Kind::array) {
        return;
    }
    const Node* end = nodes + from.next;
    for (const Node* child = &from + 1; child != end; child = nodes + child->next) {
        collect(nodes, *child, step + 1, found);
    }
}

}  // namespace host
