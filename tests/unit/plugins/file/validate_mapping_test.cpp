#include "file/validate_mapping.hpp"
#include "tests/support/test_host.hpp"
#include "tests/support/test_spec.hpp"

#include <catch2/catch.hpp>

namespace {

// "PATH CODE" of each finding.
std::string found(test::TestSpec& spec) {
    test::TestHost host;
    sluice::Findings findings{host.host()};
    file::validate_mapping(findings, spec.cpp());
    std::string all;
    for (const test::Issue& issue : host.issues()) {
        all += (all.empty() ? "" : "; ") + issue.path + " " + issue.code;
    }
    return all;
}

constexpr const char* csv = R"({"path":"x","format":"csv"})";
constexpr const char* ndjson = R"({"path":"x"})";

}  // namespace

TEST_CASE("columns by name fit both formats, and any number of members fits NDJSON") {
    test::TestSpec named{"write", csv};
    CHECK(found(named.field("column.a").field("column.b")).empty());
    test::TestSpec open{"write", ndjson};
    CHECK(found(open.field("column.a").field("column.*")).empty());
    test::TestSpec header{"write", csv};
    CHECK(found(header.field("column.*")) == "/fields/0 open_columns");
}

TEST_CASE("every mistake in a mapping is found at its field") {
    test::TestSpec none{"write", ndjson};
    CHECK(found(none) == "/fields missing_field");
    test::TestSpec twice{"write", ndjson};
    CHECK(found(twice.field("column.a").field("column.a")) == "/fields/1 mapped_twice");
    test::TestSpec op{"write", ndjson};
    CHECK(found(op.field("column.op").field("column.id")) == "/fields/0 mapped_twice");
    test::TestSpec free{"write", ndjson, R"({"op_column":false})"};
    CHECK(found(free.field("column.op")).empty());
    test::TestSpec unknown{"write", ndjson};
    CHECK(
        found(unknown.field("tier").field("column.")) ==
        "/fields/0 unknown_field; /fields/1 unknown_field"
    );
    test::TestSpec bytes{"write", ndjson};
    CHECK(found(bytes.field("column.\xFF")) == "/fields/0 bad_name");
    test::TestSpec many{"write", ndjson};
    CHECK(found(many.field("column.a", SLUICE_FF_MANY)) == "/fields/0 several_values");
    sluice_value constant{};
    constant.type = SLUICE_T_BOOL;
    test::TestSpec members{"write", ndjson};
    CHECK(found(members.field("column.*", 0, constant)) == "/fields/0 bad_constant");
}

TEST_CASE("configuration, options and action are looked at together with the mapping") {
    test::TestSpec spec{"write", "{}", R"({"x":1})"};
    CHECK(
        found(spec) == "/config/path bad_path; /options/x unknown_setting; /fields missing_field"
    );
    test::TestSpec action{"read", ndjson};
    CHECK(found(action) == "/action unknown_action");
}
