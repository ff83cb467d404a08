// A parsed record before mapping: a flat tape of nodes in document order. Written by host/source,
// read by host/mapping.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace host {

// `text` and `key` point into the record's arena. A number keeps its literal text: 1.10 stays 1.10.
struct Node {
    enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
    Kind kind = Kind::null;
    std::uint32_t next = 0;  // index of the node behind this one and all that it holds
    std::string_view key;    // the member's name; "" for array elements and the root
    std::string_view
        text;  // string: decoded; number: as it stood; boolean: "true" / "false"; else ""
};

// nodes()[0] is the root. Children of node i: i+1, then nodes()[child].next, until nodes()[i].next.
// A CSV row is an object whose members are strings, named by the header.
class Document {
public:
    std::vector<Node>& nodes() { return nodes_; }
    const std::vector<Node>& nodes() const { return nodes_; }
    bool empty() const { return nodes_.empty(); }
    void clear() { nodes_.clear(); }

private:
    std::vector<Node> nodes_;
};

}  // namespace host
