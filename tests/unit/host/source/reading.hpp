// Reads a whole source for the tests of host/source.
#pragma once

#include "host/source/source.hpp"
#include "tests/unit/host/source/scratch.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <ostream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace test {

struct Got {
    host::Read read = host::Read::end;
    std::uint64_t ordinal = 0;
    std::uint64_t line = 0;
    std::uint64_t end = 0;
    std::string payload;
    std::string values;  // of the root's members: "key=text;"
    std::string code;
    bool operator==(const Got&) const = default;
};

inline std::ostream& operator<<(std::ostream& out, const Got& got) {
    return out << static_cast<int>(got.read) << " #" << got.ordinal << " line " << got.line
               << " end " << got.end << ' ' << got.payload.substr(0, 60) << " | "
               << got.values.substr(0, 60) << " | " << got.code;
}

inline std::string values(const host::Document& document) {
    std::string out;
    const auto& nodes = document.nodes();
    for (std::uint32_t i = 1; i < nodes.size(); i = nodes[i].next) {
        out += std::string{nodes[i].key} + '=' + std::string{nodes[i].text} + ';';
    }
    return out;
}

inline Got
got(host::Read read,
    const host::Record& record,
    const host::Document& document,
    const host::Rejection& why) {
    const bool is_record = read == host::Read::record;
    const auto& at = record.at;
    return {
        read,
        at.ordinal,
        at.line,
        at.end,
        std::string{record.payload},
        values(document),
        is_record ? "" : why.code};
}

inline std::vector<Got> read_all(host::Source& source) {
    std::vector<Got> all;
    host::Record record;
    host::Document document;
    host::Rejection why;
    for (;;) {
        const host::Read read = source.next(record, document, why);
        if (read != host::Read::record && read != host::Read::rejected) {
            CHECK(read == host::Read::end);
            return all;
        }
        all.push_back(got(read, record, document, why));
    }
}

inline std::vector<Got>
read_file(const std::string& path, host::Format format, host::Location start = {}) {
    auto source = host::open_source({.path = path, .format = format, .at = {}}, start);
    REQUIRE(source);
    return read_all(**source);
}

// The same text through a pipe on stdin, `step` bytes at a time.
inline std::vector<Got> read_stream(std::string_view text, host::Format format, std::size_t step) {
    Pipe pipe;
    const StdinFrom replaced{pipe.reading.get()};
    auto source = host::open_source({.path = "-", .format = format, .at = {}}, {});
    REQUIRE(source);
    std::vector<Got> all;
    host::Record record;
    host::Document document;
    host::Rejection why;
    for (;;) {
        const host::Read read = (*source)->next(record, document, why);
        if (read == host::Read::end) {
            return all;
        }
        if (read != host::Read::wait) {
            REQUIRE(read != host::Read::failed);
            all.push_back(got(read, record, document, why));
        } else if (!text.empty()) {
            write_all(pipe.writing.get(), text.substr(0, step));
            text.remove_prefix(std::min(step, text.size()));
        } else {
            pipe.close_writing();
        }
    }
}

}  // namespace test
