#include "file/disk/part_file.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/unit/plugins/file/files.hpp"
#include "tests/unit/plugins/file/size_limit.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>
#include <utility>

namespace {

using file::PartFile;
using file::PartSpec;

const PartFile::Clock::time_point now{std::chrono::seconds{1'787'133'600}};

PartSpec ndjson(const std::string& path) {
    PartSpec spec;
    spec.path = path;
    return spec;
}

PartSpec csv(const std::string& path, std::string header = "a,b\n") {
    PartSpec spec;
    spec.path = path;
    spec.format = file::Format::csv;
    spec.header = std::move(header);
    return spec;
}

PartFile open(const PartSpec& spec) {
    auto opened = PartFile::open(spec);
    INFO((opened ? "" : opened.error().message));
    REQUIRE(opened);
    return *std::move(opened);
}

std::string refusal(const PartSpec& spec) {
    auto opened = PartFile::open(spec);
    REQUIRE_FALSE(opened);
    return opened.error().code + ": " + opened.error().message;
}

}  // namespace

TEST_CASE(
    "rows grow in a part file, for its owner alone, and are finished under a name of their own"
) {
    const tests::TempFolder folder;
    PartFile part = open(ndjson(folder / "out.ndjson"));
    REQUIRE_FALSE(part.append("{\"n\":1}\n"));
    REQUIRE_FALSE(part.sync());
    CHECK(part.size() == 8);
    struct stat found {};
    REQUIRE(::stat((folder / "out.ndjson.part").c_str(), &found) == 0);
    CHECK((found.st_mode & 0777U) == 0600U);
    REQUIRE_FALSE(part.finish(now));
    CHECK(test::names_in(folder.path()) == std::vector<std::string>{"out-20260819T100000Z.ndjson"});
    CHECK(test::content(folder / "out-20260819T100000Z.ndjson") == "{\"n\":1}\n");
}

TEST_CASE("a finished file is never written over") {
    const tests::TempFolder folder;
    for (const std::string row : {"{1}\n", "{2}\n", "{3}\n"}) {
        PartFile part = open(ndjson(folder / "out.ndjson"));
        REQUIRE_FALSE(part.append(row));
        REQUIRE_FALSE(part.finish(now));
    }
    CHECK(test::content(folder / "out-20260819T100000Z.ndjson") == "{1}\n");
    CHECK(test::content(folder / "out-20260819T100000Z-2.ndjson") == "{2}\n");
    CHECK(test::content(folder / "out-20260819T100000Z-3.ndjson") == "{3}\n");
}

TEST_CASE("an empty file leaves nothing behind") {
    const tests::TempFolder folder;
    REQUIRE_FALSE(open(ndjson(folder / "out")).finish(now));
    CHECK(test::names_in(folder.path()).empty());
}

TEST_CASE("a part file that was left goes on, without the row that was torn") {
    const tests::TempFolder folder;
    folder.write("out.part", "{\"n\":1}\n{\"n\":2}\n{\"n\":");
    PartFile part = open(ndjson(folder / "out"));
    CHECK(part.size() == 16);
    REQUIRE_FALSE(part.append("{\"n\":3}\n"));
    REQUIRE_FALSE(part.finish(now));
    CHECK(test::content(folder / "out-20260819T100000Z") == "{\"n\":1}\n{\"n\":2}\n{\"n\":3}\n");
}

TEST_CASE("a CSV row that was torn within quotes is cut off from its beginning") {
    const tests::TempFolder folder;
    folder.write("out.part", "a,b\n1,\"x\ny\"\n2,\"torn\nhere\n");
    PartFile part = open(csv(folder / "out"));
    CHECK(part.size() == 12);
    CHECK(test::content(folder / "out.part") == "a,b\n1,\"x\ny\"\n");
}

TEST_CASE("a part file of other columns is finished, and a new one begun") {
    const tests::TempFolder folder;
    folder.write("out.csv.part", "other,header\n1,2\n");
    PartFile part = open(csv(folder / "out.csv"));
    CHECK(part.size() == 0);
    const auto finished = test::finished_in(folder.path());
    REQUIRE(finished.size() == 1);
    CHECK(test::content(folder / finished.front()) == "other,header\n1,2\n");
}

TEST_CASE("two writers of one path have a file each, and what one of them left is finished later") {
    const tests::TempFolder folder;
    {
        PartFile one = open(ndjson(folder / "out"));
        PartFile two = open(ndjson(folder / "out"));
        REQUIRE_FALSE(one.append("{1}\n"));
        REQUIRE_FALSE(two.append("{2}\n{"));  // and is killed
        CHECK(test::names_in(folder.path()) == std::vector<std::string>{"out.2.part", "out.part"});
    }
    PartFile again = open(ndjson(folder / "out"));
    CHECK(again.size() == 4);
    const auto finished = test::finished_in(folder.path());
    REQUIRE(finished.size() == 1);
    CHECK(test::content(folder / finished.front()) == "{2}\n");
}

TEST_CASE("neither a symbolic link nor a pipe is written to") {
    const tests::TempFolder folder;
    std::filesystem::create_symlink(folder.write("target", ""), folder / "link.part");
    CHECK_THAT(refusal(ndjson(folder / "link")), Catch::StartsWith("cannot_open: "));
    REQUIRE(::mkfifo((folder / "pipe.part").c_str(), 0600) == 0);
    CHECK_THAT(refusal(ndjson(folder / "pipe")), Catch::Contains("expected to find a file at"));
    CHECK(test::content(folder / "target").empty());
}

TEST_CASE("a folder that is not there is named") {
    const tests::TempFolder folder;
    CHECK_THAT(
        refusal(ndjson(folder / "none/out")),
        Catch::Contains("/none/out.part") && Catch::Contains("No such file or directory")
    );
}

TEST_CASE("a full disk leaves the file as it was, and says so") {
    const tests::TempFolder folder;
    PartFile part = open(ndjson(folder / "out"));
    REQUIRE_FALSE(part.append("{\"n\":1}\n"));
    {
        const test::SizeLimit limit{10};
        const auto fault = part.append("{\"n\":2}\n");
        REQUIRE(fault);
        CHECK(fault->code == "disk_full");
        CHECK_FALSE(fault->may_be_kept);
    }
    CHECK(test::content(folder / "out.part") == "{\"n\":1}\n");
    REQUIRE_FALSE(part.append("{\"n\":3}\n"));
    CHECK(test::content(folder / "out.part") == "{\"n\":1}\n{\"n\":3}\n");
}

TEST_CASE("a file knows when it was made, over a restart") {
    const tests::TempFolder folder;
    const auto before = PartFile::Clock::now() - std::chrono::seconds{2};
    REQUIRE_FALSE(open(ndjson(folder / "out")).append("{}\n"));
    CHECK(open(ndjson(folder / "out")).born() >= before);
    CHECK(open(ndjson(folder / "out")).born() <= PartFile::Clock::now());
}
