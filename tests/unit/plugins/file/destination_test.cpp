#include "file/destination.hpp"
#include "tests/support/temp_folder.hpp"
#include "tests/support/records.hpp"
#include "tests/support/slots.hpp"
#include "tests/support/test_spec.hpp"
#include "tests/unit/plugins/file/files.hpp"
#include "tests/unit/plugins/file/size_limit.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <memory>
#include <set>
#include <sstream>

// What add_destination_plugin() embeds in the module.
const char sluice_manifest_v1[] = "{}";

using sluice::Verdict;

namespace {

// A destination with the columns user and n, and what was sent to it.
struct Output {
    explicit Output(const std::string& config = "", const std::string& name = "out.ndjson")
        : path{folder / name}, spec{"write", R"({"path":")" + path + "\"" + config + "}"} {
        spec.field("column.user").field("column.n");
        start();
    }

    void start() { destination = std::make_unique<file::Destination>(host.host(), spec.cpp()); }
    void stop() {
        destination->shutdown(std::chrono::nanoseconds{0});
        destination.reset();
    }

    // `count` records, and all verdicts there are then.
    std::vector<test::Result> deliver(std::size_t count) {
        for (std::size_t i = 0; i < count; ++i) {
            const std::string n = std::to_string(records.size());
            texts.push_back("crm-" + n);
            numbers.push_back(n);
            destination->send(
                records.take(host, {slots::text(texts.back()), slots::number(numbers.back())})
            );
        }
        return host.wait_for(records.size());
    }

    // All rows of all files, in no order.
    std::multiset<std::string> rows() const {
        std::multiset<std::string> all;
        for (const std::string& name : test::names_in(folder.path())) {
            std::istringstream lines{test::content(folder / name)};
            for (std::string line; std::getline(lines, line);) {
                all.insert(line);
            }
        }
        return all;
    }

    tests::TempFolder folder;
    std::string path;
    test::TestHost host;
    test::TestSpec spec;
    std::deque<std::string> texts;
    std::deque<std::string> numbers;
    test::Records records;
    std::unique_ptr<file::Destination> destination;
};

std::size_t count_of(const std::vector<test::Result>& results, Verdict verdict) {
    return static_cast<std::size_t>(std::count_if(
        results.begin(),
        results.end(),
        [&](const test::Result& result) { return result.verdict == verdict; }
    ));
}

}  // namespace

TEST_CASE("what is delivered stands in the file, each record once and in the order of sending") {
    Output output;
    const auto results = output.deliver(1000);
    CHECK(count_of(results, Verdict::delivered) == 1000);
    std::istringstream lines{test::content(output.path + ".part")};
    std::size_t n = 0;
    for (std::string line; std::getline(lines, line); ++n) {
        const std::string number = std::to_string(n);
        REQUIRE(line == R"({"op":"upsert","user":"crm-)" + number + R"(","n":)" + number + "}");
    }
    CHECK(n == 1000);
    output.stop();
    CHECK(test::finished_in(output.folder.path()).size() == 1);
}

TEST_CASE("a run that wrote nothing leaves nothing") {
    Output output;
    output.destination->check();
    output.stop();
    CHECK(test::names_in(output.folder.path()).empty());
}

TEST_CASE("files are no larger than they may be, each with its header, and no row is lost") {
    Output output{R"(,"format":"csv","rotate":{"max_bytes":1024})", "out.csv"};
    CHECK(count_of(output.deliver(500), Verdict::delivered) == 500);
    output.stop();
    const auto finished = test::finished_in(output.folder.path());
    CHECK(finished.size() > 5);
    CHECK(finished == test::names_in(output.folder.path()));
    for (const std::string& name : finished) {
        const std::string text = test::content(output.folder / name);
        CHECK(text.size() <= 1024);
        CHECK(text.starts_with("op,user,n\n"));
    }
    CHECK(output.rows().size() == 500 + finished.size());
}

TEST_CASE("a row larger than a file may be has a file of its own") {
    Output output{R"(,"rotate":{"max_bytes":1024})"};
    const std::string large(5000, 'x');
    output.destination->send(output.records.take(output.host, {slots::text(large), slots::null()}));
    output.deliver(1);
    output.stop();
    CHECK(test::finished_in(output.folder.path()).size() == 2);
}

TEST_CASE("a file that is old is finished without a further record") {
    Output output{R"(,"rotate":{"max_age":"1s"})"};
    output.deliver(1);
    const auto deadline = std::chrono::steady_clock::now() + std::chrono::seconds{30};
    while (test::finished_in(output.folder.path()).empty() &&
           std::chrono::steady_clock::now() < deadline) {
        std::this_thread::yield();
    }
    CHECK(test::names_in(output.folder.path()).size() == 1);
    CHECK(test::finished_in(output.folder.path()).size() == 1);
}

TEST_CASE("a run goes on with the file that another left, without its torn row") {
    Output output;
    output.folder.write(
        "out.ndjson.part", "{\"op\":\"upsert\",\"user\":\"before\"}\n{\"op\":\"ups"
    );
    output.deliver(1);
    CHECK(
        test::content(output.path + ".part") ==
        "{\"op\":\"upsert\",\"user\":\"before\"}\n{\"op\":\"upsert\",\"user\":\"crm-0\",\"n\":0}\n"
    );
}

TEST_CASE("a full disk pauses everything, loses nothing, and is over when there is room") {
    Output output;
    output.deliver(1);
    {
        const test::SizeLimit limit{60};
        const auto results = output.deliver(3);
        CHECK(count_of(results, Verdict::retry) >= 1);
        const test::Result& last = results.back();
        CHECK(last.whole_destination);
        CHECK_FALSE(last.maybe_delivered);
        CHECK(last.code == "disk_full");
        CHECK_THAT(last.message, Catch::Contains("File too large"));
        const auto delivered = count_of(results, Verdict::delivered);
        CHECK(output.rows().size() == delivered);
    }
    CHECK(output.deliver(1).back().verdict == Verdict::delivered);
}

TEST_CASE(
    "a folder that is gone pauses everything until it is there; an instance is made all the same"
) {
    Output output{"", "none/out.ndjson"};
    CHECK_THROWS_WITH(output.destination->check(), Catch::Contains("expected to make a file in"));
    const auto results = output.deliver(2);
    CHECK(count_of(results, Verdict::retry) == 2);
    CHECK(results.front().whole_destination);
    std::filesystem::create_directory(output.folder / "none");
    CHECK(output.deliver(1).back().verdict == Verdict::delivered);
}

TEST_CASE("a value that has no row is rejected at its slot, and its neighbours are written") {
    Output output;
    output.destination->send(output.records.take(output.host, {slots::text("\xC3("), slots::null()})
    );
    const auto results = output.deliver(1);
    REQUIRE(results.size() == 2);
    CHECK(count_of(results, Verdict::rejected) == 1);
    CHECK(count_of(results, Verdict::delivered) == 1);
    const auto bad = std::find_if(results.begin(), results.end(), [](const auto& result) {
        return result.verdict == Verdict::rejected;
    });
    CHECK(bad->field == 0);
    CHECK(bad->code == "bad_value");
}

TEST_CASE("once it is cancelled, everything is answered and nothing more is written") {
    Output output;
    output.destination->cancel();
    output.destination->cancel();
    CHECK(count_of(output.deliver(3), Verdict::cancelled) == 3);
    output.stop();
    CHECK(test::names_in(output.folder.path()).empty());
}

TEST_CASE("every record that is cut short by a stop has one verdict") {
    Output output;
    for (int i = 0; i < 2000; ++i) {
        output.destination->send(
            output.records.take(output.host, {slots::text("user"), slots::null()})
        );
    }
    output.stop();
    const auto results = output.host.wait_for(2000);
    CHECK(results.size() == 2000);
    CHECK(output.rows().size() == count_of(results, Verdict::delivered));
    CHECK(count_of(results, Verdict::delivered) + count_of(results, Verdict::cancelled) == 2000);
}

TEST_CASE("two instances of one path write a file each") {
    Output output;
    file::Destination other{output.host.host(), output.spec.cpp()};
    output.deliver(1);
    other.send(output.records.take(output.host, {slots::text("other"), slots::null()}));
    output.host.wait_for(2);
    CHECK(
        test::names_in(output.folder.path()) ==
        std::vector<std::string>{"out.ndjson.2.part", "out.ndjson.part"}
    );
}
