#include "host/config/issues.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using namespace host;

namespace {

Issue error(std::string file, std::size_t line, std::size_t column, std::string text) {
    return {Issue::Severity::error, {std::move(file), line, column}, std::move(text)};
}

}  // namespace

TEST_CASE("an issue is one line with its place, as far as it is known") {
    CHECK(
        to_text(error("a.yaml", 3, 7, "expected x, found y")) == "a.yaml:3:7: expected x, found y"
    );
    CHECK(to_text(error("a.yaml", 0, 0, "expected x")) == "a.yaml: expected x");
    CHECK(to_text(error("", 0, 0, "expected x")) == "expected x");
    CHECK(
        to_text({Issue::Severity::warning, {"a.yaml", 1, 2}, "unused"}) ==
        "a.yaml:1:2: warning: unused"
    );
}

TEST_CASE("issues stand in the order of the files and of their places, each once") {
    std::vector<Issue> issues{
        error("b.yaml", 9, 1, "1"),
        error("a.yaml", 1, 1, "4"),
        error("b.yaml", 2, 5, "3"),
        error("b.yaml", 2, 4, "2"),
        error("b.yaml", 2, 5, "3"),
        error("b.yaml", 2, 5, "5")};
    sort_by_place(issues);
    std::string order;
    for (const Issue& issue : issues) {
        order += issue.at.file + issue.text + ' ';
    }
    CHECK(order == "b.yaml2 b.yaml3 b.yaml5 b.yaml1 a.yaml4 ");
}

TEST_CASE("warnings alone are no errors") {
    std::vector<Issue> issues{{Issue::Severity::warning, {}, ""}};
    CHECK(!has_errors(issues));
    issues.push_back(error("", 0, 0, ""));
    CHECK(has_errors(issues));
}
