#include "host/source/csv_columns.hpp"
#include "tests/support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <string>

TEST_CASE("the columns of a CSV file are those of its header row") {
    const tests::TempFolder folder;
    const auto columns =
        host::csv_columns(folder.write("a.csv", "\xEF\xBB\xBFid,\"first \"\"name\"\"\"\r\n1,x\r\n")
        );
    REQUIRE(columns);
    CHECK(*columns == host::CsvHeader{"id", "first \"name\""});
}

TEST_CASE("a file that is absent, empty or without a sound header has no columns") {
    const tests::TempFolder folder;
    for (const std::string& path :
         {folder / "absent.csv",
          folder.write("empty.csv", ""),
          folder.write("quote.csv", "id,\"na\n"),
          folder.write("twice.csv", "id,id\n")}) {
        CAPTURE(path);
        const auto columns = host::csv_columns(path);
        REQUIRE_FALSE(columns);
        CHECK_THAT(columns.error().text, Catch::StartsWith("expected"));
    }
}
