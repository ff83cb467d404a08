// The plugin file: what stands in its files, also over kills.
#include "tests/end_to_end/scene.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <csignal>
#include <filesystem>
#include <set>

namespace {

using end_to_end::lines_of;
using end_to_end::said;
using end_to_end::Scene;
using end_to_end::summary_row;
using support::lines;
using support::profile_line;

// Its path in the YAML is relative: it starts from the file's folder.
std::string file_destination(const std::string& config) {
    return "  archive:\n    plugin: " FILE_PLUGIN "\n    config: " + config + "\n";
}

constexpr const char* archive_pipeline = R"(  archive:
    source: { file: { path: profiles.ndjson } }
    destination: archive
    action: write
    id_column: true
    mapping:
      column.user: id
      column.n: { path: traits.n, cast: integer }
      column.city: traits.city
)";

// Everything in the files that NAME's destination has written, whether finished or not.
std::string written(const Scene& scene, const std::string& stem) {
    std::string all;
    for (const auto& entry : std::filesystem::directory_iterator{scene.folder.path()}) {
        if (entry.path().filename().string().starts_with(stem)) {
            all += support::content_of(entry.path().string());
        }
    }
    return all;
}

bool has_part_file(const Scene& scene) {
    for (const auto& entry : std::filesystem::directory_iterator{scene.folder.path()}) {
        if (entry.path().extension() == ".part") {
            return true;
        }
    }
    return false;
}

void check_all_rows(const std::string& text, std::size_t count, std::size_t most) {
    std::set<std::string> users;
    std::size_t rows = 0;
    for (const std::string& line : lines_of(text)) {
        const auto row = boost::json::parse(line).as_object();
        users.insert(std::string{row.at("user").as_string()});
        ++rows;
    }
    CHECK(users.size() == count);
    CHECK(rows >= count);
    CHECK(rows <= most);
}

}  // namespace

TEST_CASE("CSV has a header, and quotes what needs quotes") {
    constexpr std::size_t profiles = 2000;
    Scene scene;
    scene.records(lines(profiles, [](std::size_t i) {
        return profile_line(i, R"(,"city":"Zürich, \"Bern\"")");
    }));
    scene.folder.write(
        "pipeline.yaml",
        "destinations:\n" + file_destination("{ path: archive.csv, format: csv }") +
            "pipelines:\n" + archive_pipeline
    );

    const auto run = scene.run();

    INFO(said(run));
    REQUIRE(run.exit == 0);
    CHECK(summary_row(run.out, "archive")["DELIVERED"] == profiles);
    CHECK_FALSE(has_part_file(scene));
    const auto rows = lines_of(written(scene, "archive-"));
    REQUIRE(rows.size() == profiles + 1);
    CHECK(rows.front() == "op,id,user,n,city");
    CHECK_THAT(rows.back(), Catch::EndsWith(R"(crm-1999,1999,"Zürich, ""Bern""")"));
    CHECK(std::set<std::string>(rows.begin(), rows.end()).size() == profiles + 1);
}

TEST_CASE("a run to a file that is killed loses no row, tears none, and repeats little") {
    constexpr std::size_t profiles = 20'000;
    constexpr std::size_t most_open = 8192;  // delivery.max_open_records
    Scene scene;
    scene.records(lines(profiles, [](std::size_t i) { return profile_line(i); }));
    scene.folder.write(
        "pipeline.yaml",
        "destinations:\n" +
            file_destination("{ path: archive.ndjson, rotate: { max_bytes: 500000 } }") +
            "pipelines:\n" + archive_pipeline
    );
    int kills = 0;
    for (const std::size_t until : {100'000U, 900'000U, 1'500'000U}) {
        auto run = scene.start_run();
        run.await([&] { return written(scene, "archive").size() > until; });
        kills += run.has_ended() ? 0 : 1;
        run.send(SIGKILL);
        run.wait();
    }

    const auto run = scene.run();

    INFO(kills << " kills; " << said(run));
    REQUIRE(run.exit == 0);
    REQUIRE(kills >= 1);
    CHECK_FALSE(has_part_file(scene));
    check_all_rows(written(scene, "archive-"), profiles, profiles + 3 * most_open);
}

TEST_CASE("check --online proves that the file can be written, and leaves nothing behind") {
    Scene scene;
    scene.records(profile_line(0));
    const std::string pipelines = std::string{"pipelines:\n"} + archive_pipeline;
    const std::string good = scene.folder.write(
        "good.yaml", "destinations:\n" + file_destination("{ path: archive.ndjson }") + pipelines
    );
    const std::string bad = scene.folder.write(
        "bad.yaml",
        "destinations:\n" + file_destination("{ path: none/archive.ndjson }") + pipelines
    );
    CHECK(scene.sluice({"check", "--online", good}).exit == 0);
    CHECK(written(scene, "archive").empty());
    const auto refused = scene.sluice({"check", "--online", bad});
    INFO(said(refused));
    CHECK(refused.exit == 69);
    CHECK_THAT(refused.out + refused.err, Catch::Contains("expected to make a file in"));
}
