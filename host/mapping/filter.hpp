// `where:` of a pipeline, compiled once: does this record match? Made and called by run, on the
// host thread.
#pragma once

#include "host/record/document.hpp"
#include "host/record/mark.hpp"
#include "host/record/rule.hpp"
#include "host/record/source_spec.hpp"

#include <sluice/result.hpp>

#include <memory>
#include <vector>

namespace host {

// equals / in: true if a value of the path equals a literal. Numbers are equal by value (1.0 and
// 1), strings byte for byte, and values of different types never; in CSV, where all is text, the
// literal's text is compared. not_equals is the opposite of equals, so it is true where the path
// finds nothing. exists: a value that is not null (in CSV: not empty). A path with [*] asks whether
// any of its values does. all of nothing is true, any of it false.
class Filter {
public:
    static sluice::Result<Filter, std::vector<Issue>>
    compile(const Condition& condition, Format format);

    Filter(Filter&&) noexcept;
    Filter& operator=(Filter&&) noexcept;
    ~Filter();

    bool matches(const Document& document) const;

private:
    struct Test;
    explicit Filter(std::unique_ptr<Test> root);
    std::unique_ptr<Test> root_;
};

}  // namespace host
