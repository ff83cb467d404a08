#include "host/config/issues.hpp"
#include "host/run/missing_columns.hpp"
#include "tests/support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

namespace {

host::Rule rule(const std::string& field, const std::string& path, std::uint32_t line) {
    host::Rule rule;
    rule.field = field;
    rule.path = path;
    rule.at = {"p.yaml", line, 7};
    return rule;
}

host::Condition exists(const std::string& path) {
    host::Condition condition;
    condition.kind = host::Condition::Kind::exists;
    condition.path = path;
    condition.at = {"p.yaml", 20, 9};
    return condition;
}

host::Pipeline pipeline(const std::string& source) {
    host::Pipeline pipeline;
    pipeline.name = "loyalty";
    pipeline.source.path = source;
    pipeline.source.format = host::Format::csv;
    return pipeline;
}

}  // namespace

TEST_CASE("a column that the header lacks is warned of at its line, with the one that was meant") {
    const tests::TempFolder folder;
    host::Pipeline one = pipeline(folder.write("a.csv", "id,email,tier\n1,a,b\n"));
    one.mapping = {rule("user", "id", 10), rule("mail", "emial", 11), rule("all.*", "$", 12)};
    one.mapping.push_back(rule("source", "", 13));
    one.mapping.back().constant = host::Literal{};
    host::Condition both;
    both.kind = host::Condition::Kind::all;
    both.parts = {exists("tier"), exists("consent")};
    one.where = both;

    const auto issues = host::missing_columns(one);

    REQUIRE(issues.size() == 2);
    CHECK(
        host::to_text(issues[0]) ==
        "p.yaml:11:7: warning: loyalty: expected a column of " + one.source.path +
            " for mail, found none named 'emial' in its header row: it is absent in every row; did "
            "you mean 'email'?"
    );
    CHECK(
        host::to_text(issues[1]) ==
        "p.yaml:20:9: warning: loyalty: expected a column of " + one.source.path +
            " for where, found none named 'consent' in its header row: it is absent in every row"
    );
}

TEST_CASE("nothing is said of columns that cannot be known") {
    const tests::TempFolder folder;
    const std::string path = folder.write("a.csv", "id\n");
    for (const char* source : {"-", "/nowhere/a.csv"}) {
        host::Pipeline one = pipeline(source);
        one.mapping = {rule("user", "idd", 10)};
        CHECK(host::missing_columns(one).empty());
    }
    host::Pipeline lines = pipeline(path);
    lines.source.format = host::Format::ndjson;
    lines.mapping = {rule("user", "idd", 10)};
    CHECK(host::missing_columns(lines).empty());
}
