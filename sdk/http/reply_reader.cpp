#include "sdk/http/reply_reader.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <optional>

namespace sluice::http {

namespace beast = boost::beast;
using beast::error_code;
using beast::string_view;

namespace {

constexpr std::uint32_t max_header_bytes = 64 * 1024;

}  // namespace

// Keeps of a reply what Reply has; every other field is skipped without being stored.
class ReplyReader::Parser : public beast::http::basic_parser<false> {
public:
    Parser(Reply& reply, std::size_t max_body_bytes) : reply_{reply} {
        eager(true);
        header_limit(max_header_bytes);
        body_limit(max_body_bytes);
        reply_.status = 0;
        reply_.content_type.clear();
        reply_.retry_after.clear();
        reply_.body.clear();
    }

private:
    void on_request_impl(beast::http::verb, string_view, string_view, int, error_code&) override {}

    void on_response_impl(int status, string_view, int, error_code&) override {
        reply_.status = status;
    }

    void
    on_field_impl(beast::http::field name, string_view, string_view value, error_code&) override {
        if (in_trailer_) {
            return;
        }
        if (name == beast::http::field::content_type) {
            reply_.content_type.assign(value.data(), value.size());
        } else if (name == beast::http::field::retry_after) {
            reply_.retry_after.assign(value.data(), value.size());
        }
    }

    void on_header_impl(error_code&) override { in_trailer_ = true; }

    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}

    std::size_t on_body_impl(string_view body, error_code&) override {
        reply_.body.append(body.data(), body.size());
        return body.size();
    }

    void on_chunk_header_impl(std::uint64_t, string_view, error_code&) override {}

    std::size_t on_chunk_body_impl(std::uint64_t, string_view body, error_code&) override {
        reply_.body.append(body.data(), body.size());
        return body.size();
    }

    void on_finish_impl(error_code&) override {}

    Reply& reply_;
    bool in_trailer_ = false;  // behind the header, fields are those of a chunked body's trailer
};

struct ReplyReader::Place {
    std::optional<Parser> parser;
};

ReplyReader::ReplyReader() : place_{std::make_unique<Place>()} {}
ReplyReader::~ReplyReader() = default;

void ReplyReader::start(Reply& reply, std::size_t max_body_bytes) {
    place_->parser.emplace(reply, max_body_bytes);
    reply_ = &reply;
    max_body_bytes_ = max_body_bytes;
    is_tunnel_ = false;
    has_begun_ = false;
}

void ReplyReader::start_tunnel(Reply& reply) {
    start(reply, 0);
    place_->parser->skip(true);
    is_tunnel_ = true;
}

ReplyReader::State ReplyReader::feed(Buffer& bytes) {
    while (!bytes.empty()) {
        has_begun_ = true;
        Parser& parser = *place_->parser;
        error_code error;
        const std::string_view data = bytes.data();
        const boost::asio::const_buffer buffer{data.data(), data.size()};
        bytes.consume(parser.put(buffer, error));
        if (error && error != beast::http::error::need_more) {
            const bool too_large = error == beast::http::error::body_limit ||
                                   error == beast::http::error::header_limit;
            return fail(
                too_large ? Failure::Kind::too_large : Failure::Kind::protocol, error.message()
            );
        }
        if (parser.is_done()) {
            const State state = conclude();
            if (state != State::more) {
                return state;
            }
        } else if (error) {
            break;
        }
    }
    // A chunk's header has no limit of its own in Beast.
    if (bytes.size() > max_header_bytes) {
        return fail(Failure::Kind::too_large, "chunk header limit exceeded");
    }
    return State::more;
}

// A whole reply was parsed: it may be an interim one, then the next one begins.
ReplyReader::State ReplyReader::conclude() {
    const int status = reply_->status;
    if (status == 101) {
        return fail(Failure::Kind::protocol, "it switches to a protocol nobody asked for");
    }
    if (status >= 200) {
        return State::done;
    }
    if (status < 100) {
        return fail(Failure::Kind::protocol, "its status has no meaning");
    }
    place_->parser.emplace(*reply_, max_body_bytes_);
    if (is_tunnel_) {
        place_->parser->skip(true);
    }
    return State::more;
}

ReplyReader::State ReplyReader::end() {
    Parser& parser = *place_->parser;
    error_code error;
    if (parser.got_some()) {
        parser.put_eof(error);
    }
    if (error || !parser.is_done()) {
        return fail(Failure::Kind::reset, "it ended too early");
    }
    if (reply_->status < 200) {
        return fail(Failure::Kind::protocol, "it ended with an interim status");
    }
    return State::done;
}

bool ReplyReader::has_begun() const {
    return has_begun_;
}

bool ReplyReader::may_keep() const {
    return place_->parser->keep_alive();
}

ReplyReader::State ReplyReader::fail(Failure::Kind kind, std::string complaint) {
    kind_ = kind;
    complaint_ = std::move(complaint);
    return State::failed;
}

}  // namespace sluice::http
