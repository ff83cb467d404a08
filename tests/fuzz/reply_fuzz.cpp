// Any bytes as an HTTP reply, at once and in pieces: one verdict, one reply, one end. The first
// byte says how long the pieces are and what is asked of the reply.
#include "sdk/http/reply_reader.hpp"
#include "tests/fuzz/expect.hpp"

#include <algorithm>
#include <cstring>
#include <string>

using sluice::http::Buffer;
using sluice::http::Reply;
using sluice::http::ReplyReader;
using State = ReplyReader::State;

namespace {

constexpr std::size_t max_body_bytes = 512;

struct Reading {
    State state = State::more;
    Reply reply;
    std::size_t left = 0;  // bytes behind the reply
    bool may_keep = false;
};

void append(Buffer& buffer, std::string_view bytes) {
    std::memcpy(buffer.room(bytes.size()).data(), bytes.data(), bytes.size());
    buffer.append(bytes.size());
}

Reading read(std::string_view bytes, std::size_t piece, bool is_tunnel) {
    static ReplyReader reader;  // kept over replies, as a connection keeps it
    Reading reading;
    if (is_tunnel) {
        reader.start_tunnel(reading.reply);
    } else {
        reader.start(reading.reply, max_body_bytes);
    }
    Buffer buffer{16};
    while (reading.state == State::more && !bytes.empty()) {
        append(buffer, bytes.substr(0, piece));
        bytes.remove_prefix(std::min(piece, bytes.size()));
        reading.state = reader.feed(buffer);
    }
    reading.left = bytes.size() + buffer.size();
    if (reading.state == State::more) {
        reading.state = reader.end();
    }
    if (reading.state == State::done) {
        reading.may_keep = reader.may_keep();
    } else {
        fuzz::expect(!reader.complaint().empty(), "a failure says what is wrong");
    }
    return reading;
}

void expect_sound(const Reply& reply) {
    fuzz::expect(reply.status >= 200 && reply.status <= 999, "a reply that is done has a status");
    fuzz::expect(reply.body.size() <= max_body_bytes, "a body is bounded");
    for (const std::string_view header : {reply.content_type, reply.retry_after}) {
        fuzz::expect(
            header.find_first_of("\r\n") == std::string_view::npos, "a header is one line"
        );
    }
}

void expect_same(const Reading& a, const Reading& b) {
    fuzz::expect(a.state == b.state, "pieces are judged as the whole");
    if (a.state != State::done) {
        return;
    }
    expect_sound(a.reply);
    fuzz::expect(a.left == b.left, "a reply has one end");
    fuzz::expect(a.may_keep == b.may_keep, "a connection is kept or not");
    fuzz::expect(a.reply.status == b.reply.status, "a reply has one status");
    fuzz::expect(a.reply.body == b.reply.body, "a reply has one body");
    fuzz::expect(a.reply.content_type == b.reply.content_type, "and one content type");
    fuzz::expect(a.reply.retry_after == b.reply.retry_after, "and one Retry-After");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size == 0) {
        return 0;
    }
    const bool is_tunnel = data[0] >= 'a';
    const std::size_t piece = data[0] % 16 + 1;
    const std::string_view bytes = fuzz::as_text(data + 1, size - 1);
    expect_same(read(bytes, bytes.size() + 1, is_tunnel), read(bytes, piece, is_tunnel));
    return 0;
}
