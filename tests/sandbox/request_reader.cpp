#include "tests/sandbox/request_reader.hpp"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/field.hpp>

#include <algorithm>
#include <cstring>
#include <optional>
#include <string>
#include <strings.h>
#include <vector>

namespace sandbox {
namespace {

namespace http = boost::beast::http;
using boost::system::error_code;
using Text = boost::beast::string_view;

constexpr std::uint32_t most_head = 128U << 10U;
constexpr std::size_t first_buffer = 16U << 10U;

/// What a request said, copied out of the read buffer; its memory serves all requests of a
/// connection.
struct Message {
    std::string method;
    std::string target;
    std::string host;
    std::string authorization;
    std::string api_key;
    std::string content_type;
    std::string accept;
    std::string body;
    bool wants_continue = false;

    void clear() {
        for (std::string* text :
             {&method, &target, &host, &authorization, &api_key, &content_type, &accept, &body}) {
            text->clear();
        }
        wants_continue = false;
    }

    /// Where a header's value is kept; nullptr for those that the sandbox does not look at.
    std::string* field(http::field name, Text text) {
        switch (name) {
        case http::field::host:
            return &host;
        case http::field::authorization:
            return &authorization;
        case http::field::content_type:
            return &content_type;
        case http::field::accept:
            return &accept;
        case http::field::unknown:
            return boost::beast::iequals(text, "X-Api-Key") ? &api_key : nullptr;
        default:
            return nullptr;
        }
    }
};

/// Beast's parser without its containers: what is needed goes straight into the Message.
class Parser : public http::basic_parser<true> {
public:
    explicit Parser(Message& to) : to_(to) {}

private:
    void on_request_impl(http::verb, Text method, Text target, int, error_code& error) override {
        to_.method.assign(method.data(), method.size());
        to_.target.assign(target.data(), target.size());
        error = {};
    }
    void on_response_impl(int, Text, int, error_code& error) override { error = {}; }
    void on_field_impl(http::field name, Text text, Text value, error_code& error) override {
        if (std::string* kept = to_.field(name, text)) {
            kept->assign(value.data(), value.size());
        }
        if (name == http::field::expect) {
            to_.wants_continue = boost::beast::iequals(value, "100-continue");
        }
        error = {};
    }
    void on_header_impl(error_code& error) override { error = {}; }
    void on_body_init_impl(const boost::optional<std::uint64_t>& size, error_code& error) override {
        to_.body.reserve(std::min<std::uint64_t>(size.value_or(0), 1U << 20U));
        error = {};
    }
    std::size_t on_body_impl(Text text, error_code& error) override {
        to_.body.append(text.data(), text.size());
        error = {};
        return text.size();
    }
    void on_chunk_header_impl(std::uint64_t, Text, error_code& error) override { error = {}; }
    std::size_t on_chunk_body_impl(std::uint64_t, Text text, error_code& error) override {
        return on_body_impl(text, error);
    }
    void on_finish_impl(error_code& error) override { error = {}; }

    Message& to_;
};

}  // namespace

struct RequestReader::Inside {
    Inside(std::size_t limit, std::uint64_t number) : body_limit(limit), connection(number) {
        start();
    }

    void start() {
        message.clear();
        parser.emplace(message);
        parser->eager(true);
        parser->header_limit(most_head);
        parser->body_limit(body_limit);
    }

    /// Moves what is unread to the front, and grows when that is not enough.
    void make_room() {
        std::memmove(buffer.data(), buffer.data() + begin, end - begin);
        end -= begin;
        begin = 0;
        if (end == buffer.size()) {
            buffer.resize(buffer.size() * 2);
        }
    }

    Progress failure(const error_code& error) const {
        const bool is_size = error == http::error::body_limit || error == http::error::header_limit;
        return is_size ? Progress::too_large : Progress::broken;
    }

    std::size_t body_limit;
    std::uint64_t connection;
    Message message;
    std::optional<Parser> parser;
    std::vector<char> buffer = std::vector<char>(first_buffer);
    std::size_t begin = 0;
    std::size_t end = 0;
};

RequestReader::RequestReader(std::size_t body_limit, std::uint64_t connection)
    : inside_(std::make_unique<Inside>(body_limit, connection)) {}

RequestReader::~RequestReader() = default;

std::span<char> RequestReader::room() {
    Inside& in = *inside_;
    if (in.begin == in.end) {
        in.begin = in.end = 0;
    }
    if (in.end == in.buffer.size()) {
        in.make_room();
    }
    return {in.buffer.data() + in.end, in.buffer.size() - in.end};
}

void RequestReader::received(std::size_t size) {
    inside_->end += size;
}

RequestReader::Progress RequestReader::advance() {
    Inside& in = *inside_;
    while (in.begin != in.end && !in.parser->is_done()) {
        error_code error;
        const boost::asio::const_buffer unread(in.buffer.data() + in.begin, in.end - in.begin);
        in.begin += in.parser->put(unread, error);
        if (error == http::error::need_more) {
            break;
        }
        if (error) {
            return in.failure(error);
        }
    }
    if (in.parser->is_done()) {
        return Progress::complete;
    }
    if (in.parser->is_header_done() && std::exchange(in.message.wants_continue, false)) {
        return Progress::wants_continue;
    }
    return Progress::needs_more;
}

Request RequestReader::request() const {
    const Message& message = inside_->message;
    const std::string_view target = message.target;
    const std::size_t mark = std::min(target.find('?'), target.size());
    return {
        .method = message.method,
        .path = target.substr(0, mark),
        .query = target.substr(std::min(mark + 1, target.size())),
        .host = message.host,
        .authorization = message.authorization,
        .api_key = message.api_key,
        .content_type = message.content_type,
        .accept = message.accept,
        .body = message.body,
        .connection = inside_->connection};
}

bool RequestReader::keep_alive() const {
    return inside_->parser->keep_alive();
}

void RequestReader::next() {
    inside_->start();
}

}  // namespace sandbox
