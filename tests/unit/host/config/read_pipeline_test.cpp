#include "host/config/read_pipeline.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <chrono>
#include <string>
#include <vector>

using namespace host;

TEST_CASE("a pipeline holds what the file says, and keeps keys that may be options for later") {
    fixtures::Written written{R"(
source: { file: { path: data/p.csv } }
destination: d
action: send
operation: delete
mapping: { to: mail }
where: { path: ok, equals: true }
options: { tries: 3 }
audience: { name: x }
delivery: { max_in_flight: 2 }
)"};
    Pipeline pipeline = read_pipeline("p", written.section());
    CHECK(written.lines().empty());
    CHECK((pipeline.name == "p" && pipeline.file == "f.yaml"));
    CHECK((pipeline.source.path == "/folder/data/p.csv" && pipeline.source.format == Format::csv));
    CHECK((pipeline.source.at.line == 2 && pipeline.source.at.column == 25));
    CHECK((pipeline.destination == "d" && pipeline.action == "send"));
    CHECK(pipeline.op == SLUICE_OP_DELETE);
    CHECK(pipeline.mapping.size() == 1);
    CHECK(pipeline.where.has_value());
    CHECK((pipeline.options.size() == 1 && pipeline.options.contains("tries")));
    CHECK((pipeline.unclaimed.size() == 1 && pipeline.unclaimed.contains("audience")));
    CHECK(pipeline.delivery.max_in_flight == 2U);
    CHECK(pipeline.places.at("/audience/name").value.line == 9);
}

TEST_CASE("the format follows from the name unless it is said") {
    struct Row {
        std::string file;
        Format format;
        std::string path;
    };
    auto row = GENERATE(values<Row>({
        {"path: a.csv", Format::csv, "/folder/a.csv"},
        {"path: a.ndjson", Format::ndjson, "/folder/a.ndjson"},
        {"path: a.jsonl", Format::ndjson, "/folder/a.jsonl"},
        {"path: /b/a.json", Format::ndjson, "/b/a.json"},
        {"path: '-'", Format::ndjson, "-"},
        {"path: '-', format: csv", Format::csv, "-"},
        {"path: a.txt, format: csv", Format::csv, "/folder/a.txt"},
        {"path: a.csv, format: ndjson", Format::ndjson, "/folder/a.csv"},
    }));
    CAPTURE(row.file);
    fixtures::Written written{"source: { file: { " + row.file + " } }\n"};
    Pipeline pipeline = read_pipeline("p", written.section());
    CHECK(written.lines().empty());
    CHECK((pipeline.source.path == row.path && pipeline.source.format == row.format));
    CHECK(pipeline.op == SLUICE_OP_UPSERT);
}

TEST_CASE("a name that does not tell the format is an issue") {
    fixtures::Written written{"source: { file: { path: a.txt } }\n"};
    read_pipeline("p", written.section());
    CHECK(
        written.lines() ==
        std::vector<std::string>{"f.yaml:1:25: expected a name that ends in .ndjson, .jsonl, .json "
                                 "or .csv, found 'a.txt': say format: ndjson or "
                                 "format: csv beside it"}
    );
}

TEST_CASE("the host's keys are those of its table") {
    std::vector<std::string> keys = pipeline_keys();
    for (const char* key :
         {"source",
          "destination",
          "action",
          "mapping",
          "where",
          "operation",
          "options",
          "delivery",
          "guard",
          "quota",
          "rejects",
          "verify"}) {
        CHECK(std::count(keys.begin(), keys.end(), key) == 1);
    }
    CHECK(keys.size() == 15);
}

TEST_CASE("how long rejects are kept is read, in part or not at all, and 0 is no limit") {
    using namespace std::chrono_literals;
    const auto keeping = [](const std::string& yaml) {
        fixtures::Written written{"destination: d\n" + yaml};
        const Pipeline pipeline = read_pipeline("p", written.section());
        CHECK(written.lines().empty());
        return pipeline.rejects;
    };
    CHECK((keeping("").keep == 24h * 90 && keeping("").max_bytes == 1073741824));
    const RejectKeeping days = keeping("rejects: { keep: 30d }\n");
    CHECK((days.keep == 24h * 30 && days.max_bytes == 1073741824));
    const RejectKeeping none = keeping("rejects: { keep: 0, max_bytes: 0 }\n");
    CHECK((none.keep == 0s && none.max_bytes == 0));
}
