#include "file/api/csv_row.hpp"
#include "tests/unit/plugins/file/plan.hpp"

#include <catch2/catch.hpp>

namespace {

using file::Formulas;
using Values = std::vector<sluice_value>;

std::string row(const Values& values, Formulas formulas = Formulas::leave) {
    const auto plan = test::plan_of(std::vector<std::string>(values.size(), "column"));
    std::string out = "before\n";
    const auto fault = file::append_csv_row(out, plan, {.values = values, .id = {}}, formulas);
    return fault ? out + "FAULT " + std::to_string(fault->field) : out.substr(7);
}

}  // namespace

TEST_CASE("a record is a row of fields, quoted where a reader would go astray") {
    CHECK(
        row({slots::text("crm-7"), slots::number("1.10"), slots::boolean(false)}) ==
        "crm-7,1.10,false\n"
    );
    CHECK(
        row({slots::text("Zürich, Bern"), slots::text("say \"hi\"")}) ==
        "\"Zürich, Bern\",\"say \"\"hi\"\"\"\n"
    );
    CHECK(row({slots::text("two\nlines"), slots::text("cr\r")}) == "\"two\nlines\",\"cr\r\"\n");
    CHECK(row({slots::text(" padded "), slots::text("in side")}) == "\" padded \",in side\n");
    CHECK(row({slots::text("\xEF\xBB\xBFmark")}) == "\"\xEF\xBB\xBFmark\"\n");
    CHECK(row({slots::json("{\"a\": [1, 2]}")}) == "\"{\"\"a\"\":[1,2]}\"\n");
}

TEST_CASE("nothing is told from an empty text, and no row is an empty line") {
    CHECK(row({slots::text("a"), slots::null(), slots::absent(), slots::text("")}) == "a,,,\"\"\n");
    CHECK(row({slots::absent(), slots::text("b")}) == ",b\n");
    CHECK(row({slots::null()}) == "\"\"\n");
}

TEST_CASE("operation and id are the first columns, of header and rows alike") {
    auto plan = test::plan_of({"user", "a,b"});
    plan.has_op = true;
    plan.has_id = true;
    CHECK(file::csv_header(plan, Formulas::leave) == "op,id,user,\"a,b\"\n");
    const Values values{slots::text("u"), slots::absent()};
    std::string out;
    CHECK_FALSE(file::append_csv_row(
        out, plan, {.values = values, .op = SLUICE_OP_DELETE, .id = "k"}, Formulas::leave
    ));
    CHECK(out == "delete,k,u,\n");
    CHECK(file::append_csv_row(out, plan, {.values = values, .op = 9, .id = "k"}, Formulas::leave));
    CHECK(out == "delete,k,u,\n");
}

TEST_CASE("formulas are disarmed where it is asked for, and numbers stay numbers") {
    CHECK(row({slots::text("=1+1"), slots::text("-2"), slots::number("-2")}) == "=1+1,-2,-2\n");
    for (const std::string_view text : {"=1+1", "+1", "-2", "@SUM(A1)", "\tx", "\rx"}) {
        const std::string written = row({slots::text(text)}, Formulas::disarm);
        CAPTURE(written);
        CHECK(written.find("'" + std::string{text}) != std::string::npos);
    }
    CHECK(row({slots::number("-2"), slots::text("a=b")}, Formulas::disarm) == "-2,a=b\n");
    auto plan = test::plan_of({"=cmd"});
    CHECK(file::csv_header(plan, Formulas::disarm) == "'=cmd\n");
}

TEST_CASE("a value that has no text is a fault at its slot, and leaves nothing behind") {
    for (const sluice_value& bad :
         {slots::text("\xC3("), slots::number("x"), slots::json("{"), slots::integer(99, 0)}) {
        CHECK(row({slots::text("good"), bad}) == "before\nFAULT 1");
    }
}
