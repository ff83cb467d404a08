// What the mock saw and what it answered, request by request. Written by the mock, read by checks
// over the channel and by the report after a crash. Parent's thread; the child has copies.
#pragma once

#include "host/conform/mock/mock_reply.hpp"
#include "host/conform/mock/request_parser.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>
#include <vector>

namespace host {

struct MockEntry {
    std::uint64_t connection = 0;  // 1, 2, ... in the order of their making
    MockRequest request;
    std::vector<std::uint64_t> records;  // whose marks it carries
    MockReply::How how = MockReply::How::answer;
    int status = 0;                 // what was answered or would have been
    std::string retry_after;        // as it was answered
    bool is_route = false;          // a request of the profile's `routes`: no record's
    bool is_answered = false;       // the last byte of the whole answer was handed to the kernel
    std::uint64_t received_ms = 0;  // since the mock's start
    std::uint64_t answered_ms = 0;

    bool is_accepted() const { return is_answered && status >= 200 && status <= 299; }
};

struct MockLedger {
    std::vector<MockEntry> entries;
    std::uint64_t connections = 0;
    std::uint64_t peak = 0;           // requests that waited for their answer at once
    std::vector<std::string> faults;  // what came in that was no HTTP

    std::size_t requests_of(std::uint64_t record) const;
};

// Bytes of requests cross the channel as text, one character of U+0000 to U+00FF for each.
boost::json::object to_json(const MockLedger& ledger);
MockLedger mock_ledger_of(const boost::json::object& object);

}  // namespace host
