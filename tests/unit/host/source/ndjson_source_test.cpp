#include "host/source/ndjson_source.hpp"
#include "tests/unit/host/source/reading.hpp"

#include <catch2/catch.hpp>

#include <string>
#include <vector>

using host::Format;
using host::Read;
using test::Got;

TEST_CASE("each line is a record with its ordinal, line and end") {
    const test::ScratchFile file{"\xEF\xBB\xBF{\"a\":1}\r\n\n{\"a\":\"x\"}"};
    CHECK(
        test::read_file(file.path, Format::ndjson) ==
        std::vector<Got>{
            {Read::record, 0, 1, 12, "{\"a\":1}", "a=1;", ""},
            {Read::record, 1, 3, 22, "{\"a\":\"x\"}", "a=x;", ""}}
    );
}

TEST_CASE("a bad line is a reject with its payload, and the next line is read") {
    const test::ScratchFile file{"{\"a\":1}\nnot json\n[]\n{\"a\":\"\xFF\"}\n{\"a\":2}\n"};
    const auto all = test::read_file(file.path, Format::ndjson);
    REQUIRE(all.size() == 5);
    CHECK(all[1] == Got{Read::rejected, 1, 2, 17, "not json", "", "bad_json"});
    CHECK(all[2].code == "bad_json");
    CHECK(all[3] == Got{Read::rejected, 3, 4, 30, "{\"a\":\"\xFF\"}", "", "bad_utf8"});
    CHECK(all[4] == Got{Read::record, 4, 5, 38, "{\"a\":2}", "a=2;", ""});
}

TEST_CASE("a line of one mebibyte is read, a longer one rejected with 64 KiB of it") {
    const std::string frame = "{\"a\":\"\"}";
    const std::string fits =
        "{\"a\":\"" + std::string(host::max_line_bytes - frame.size(), 'x') + "\"}";
    const std::string longer =
        "{\"a\":\"" + std::string(host::max_line_bytes - frame.size() + 1, 'x') + "\"}";
    const test::ScratchFile file{fits + "\n" + longer + "\n" + frame + "\n"};
    const auto all = test::read_file(file.path, Format::ndjson);
    REQUIRE(all.size() == 3);
    CHECK(all[0].read == Read::record);
    CHECK(all[1].code == "too_long");
    CHECK(all[1].payload == longer.substr(0, host::max_rejected_payload));
    CHECK(all[1].end == fits.size() + longer.size() + 2);
    CHECK(all[2].ordinal == 2);
    CHECK(all[2].read == Read::record);
}

TEST_CASE("a bad line's payload is cut at 64 KiB too") {
    const test::ScratchFile file{std::string(100'000, 'x') + "\n"};
    CHECK(
        test::read_file(file.path, Format::ndjson)[0].payload.size() == host::max_rejected_payload
    );
}

TEST_CASE("reading goes on at any record's end as if it had never stopped") {
    const std::string text = "{\"a\":0}\r\n\nbad\n{\"a\":\"\xC3\xBC\"}\n{\"a\":3}";
    const test::ScratchFile file{text};
    const auto whole = test::read_file(file.path, Format::ndjson);
    REQUIRE(whole.size() == 4);
    for (std::size_t done = 1; done <= whole.size(); ++done) {
        const Got& last = whole[done - 1];
        const host::Location start{
            .ordinal = last.ordinal + 1, .line = last.line + 1, .end = last.end};
        const auto rest = test::read_file(file.path, Format::ndjson, start);
        CHECK(
            rest == std::vector<Got>(whole.begin() + static_cast<std::ptrdiff_t>(done), whole.end())
        );
    }
}

TEST_CASE("a stream gives the same records, wherever its blocks end") {
    const std::string text = "\xEF\xBB\xBF{\"a\":1}\n\n  {\"b\":\"Z\xC3\xBC\\n\"} "
                             "\r\nbad\n{\"c\":[1,2,{\"d\":null}]}\n{\"e\":\"\xFF\"}\n{\"f\":1.10}";
    const auto whole = test::read_stream(text, Format::ndjson, text.size());
    REQUIRE(whole.size() == 6);
    const test::ScratchFile file{text};
    CHECK(test::read_file(file.path, Format::ndjson) == whole);
    for (std::size_t step = 1; step < text.size(); ++step) {
        CHECK(test::read_stream(text, Format::ndjson, step) == whole);
    }
}

TEST_CASE("a stream gives a whole line at once and waits for the rest of the next") {
    test::Pipe pipe;
    const test::StdinFrom replaced{pipe.reading.get()};
    auto source = host::open_source({.path = "-", .format = Format::ndjson, .at = {}}, {});
    REQUIRE(source);
    host::Record record;
    host::Document document;
    host::Rejection why;
    CHECK((*source)->wait_fd() == STDIN_FILENO);
    CHECK((*source)->next(record, document, why) == Read::wait);
    test::write_all(pipe.writing.get(), "{\"a\":1}\n{\"a\"");
    CHECK((*source)->next(record, document, why) == Read::record);
    CHECK((*source)->progress().bytes == 8);
    CHECK((*source)->next(record, document, why) == Read::wait);
    CHECK(record.payload.empty());
    CHECK(document.empty());
    test::write_all(pipe.writing.get(), ":2}\n");
    CHECK((*source)->next(record, document, why) == Read::record);
    CHECK(test::values(document) == "a=2;");
}

TEST_CASE("progress runs from the resumed start to the file's size") {
    const test::ScratchFile file{"{\"a\":1}\n{\"a\":2}\n"};
    auto source = host::open_source(
        {.path = file.path, .format = Format::ndjson, .at = {}}, {.ordinal = 1, .line = 2, .end = 8}
    );
    REQUIRE(source);
    CHECK((*source)->progress().bytes == 8);
    CHECK(test::read_all(**source).size() == 1);
    CHECK((*source)->progress().bytes == 16);
    CHECK((*source)->progress().total == 16);
    CHECK((*source)->replayable("{\"a\":1}") == "{\"a\":1}");
}

TEST_CASE("a closed input gives what was read of it, and then ends") {
    test::Pipe pipe;
    const test::StdinFrom replaced{pipe.reading.get()};
    auto source = host::open_source({.path = "-", .format = Format::ndjson, .at = {}}, {});
    REQUIRE(source);
    host::Record record;
    host::Document document;
    host::Rejection why;
    test::write_all(pipe.writing.get(), "{\"a\":1}\n{\"a\":2}\n");
    REQUIRE((*source)->next(record, document, why) == Read::record);
    (*source)->close_input();
    test::write_all(pipe.writing.get(), "{\"a\":3}\n");
    CHECK((*source)->next(record, document, why) == Read::record);
    CHECK(test::values(document) == "a=2;");
    CHECK((*source)->next(record, document, why) == Read::end);
}
