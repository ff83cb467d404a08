// What the mock upstream answers, or how it fails to. Chosen by a check in the child, played by the
// mock in the parent. Values; any thread.
#pragma once

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace host {

struct MockReply {
    enum class How : std::uint8_t {
        answer,
        reset,         // the request is read whole, then the connection is reset
        half_close,    // read whole, then the mock sends FIN and no byte
        truncate,      // head and half of the body, then FIN
        drip,          // one byte each 5 ms
        giant_header,  // a header of 1 MiB before the end of the head
        garbled,       // a first line that is no status line
        never,         // no byte; the connection stays open
        close_after,   // a whole answer that promises to keep the connection, then FIN
    };
    How how = How::answer;
    int status = 200;
    std::chrono::milliseconds delay{
        0};  // between the last byte of the request and the first of the answer
    std::optional<std::string> retry_after;  // the header's text
    std::string location;                    // of a redirect; "": none
    std::string content_type = "application/json";
    std::string body = "{}";
};

// What to play. The order: route, record, standard.
struct MockScript {
    bool resets_on_accept = false;  // every connection is reset before anything is read
    MockReply standard;
    // By the number of a record whose mark the request carries: the first request gets the first
    // reply, and so on; the last one stays.
    std::map<std::uint64_t, std::vector<MockReply>> by_record;
};

// Requests that are no record's, such as a token's: by how their path begins.
struct MockRoute {
    std::string path;
    MockReply reply;
};

std::string_view to_word(MockReply::How how);

boost::json::object to_json(const MockReply& reply);
MockReply mock_reply_of(const boost::json::object& object);

boost::json::object to_json(const MockScript& script);
MockScript mock_script_of(const boost::json::object& object);

}  // namespace host
