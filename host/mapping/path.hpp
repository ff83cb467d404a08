// A path into a record, compiled once: "a.b[0].c", "ids[*].crm", "$", or for CSV a column's name.
// Used by Mapping and Filter, on the host thread. Pure.
#pragma once

#include "host/record/document.hpp"
#include "host/record/problem.hpp"
#include "host/record/source_spec.hpp"

#include <sluice/result.hpp>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace host {

// Grammar (NDJSON):
//     path  = "$" *( "." name / step )  /  ( name / step ) *( "." name / step )
//     step  = "[" digits "]"            the element of that number, from 0
//           / "[*]"                     every element: several values
//           / "[" DQUOTE text DQUOTE "]"  the member of that name; \" and \\ as escapes
//     name  = one or more characters other than . [ ] and DQUOTE
// "$" alone is the whole record. For CSV the text is a column's name, literally; "$" is the whole
// row there too. Of members with the same name the last one is found.
class Path {
public:
    Path() = default;  // the whole record

    // The problem names the character of the path at fault.
    static sluice::Result<Path, Problem> compile(std::string_view text, Format format);

    bool finds_several() const { return finds_several_; }  // has [*]
    bool is_root() const { return steps_.empty(); }

    // The value, null if there is none. For a path that does not find several.
    const Node* find(const Document& document) const;

    // Every value in the order of the record, behind those in `found`.
    void find_all(const Document& document, std::vector<const Node*>& found) const;

private:
    friend class PathParser;
    struct Step {
        enum class Kind : std::uint8_t { member, element, every };
        Kind kind = Kind::member;
        std::uint32_t index = 0;
        std::string name;
    };

    static const Node* descend(const Node* nodes, const Node& from, const Step& step);
    void collect(
        const Node* nodes, const Node& from, std::size_t step, std::vector<const Node*>& found
    ) const;

    std::vector<Step> steps_;
    bool finds_several_ = false;
};

}  // namespace host
