#include "adobe_target/api/members.hpp"

#include <boost/json/basic_parser_impl.hpp>

#include <cstddef>
#include <cstdint>
#include <string>

namespace adobe_target {

namespace {

namespace json = boost::json;

// What basic_parser calls. Its SAX side hands over the literal text of numbers, which its values do
// not keep. A text without escapes comes in one piece and is passed on without a copy.
class Handler {
public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    explicit Handler(MemberSink& sink) : sink_{sink} {}

    bool ended() const { return ended_; }
    bool is_object() const { return is_object_; }

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }
    bool on_object_begin(json::error_code& error) { return open(true, error); }
    bool on_object_end(std::size_t, json::error_code& error) { return close(error); }
    bool on_array_begin(json::error_code& error) { return open(false, error); }
    bool on_array_end(std::size_t, json::error_code& error) { return close(error); }

    bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
        return gather(name_, part);
    }
    bool on_key(json::string_view part, std::size_t, json::error_code&) {
        if (depth_ == 1) {
            gather(name_, part);
        }
        return true;
    }
    bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
        return gather(text_, part);
    }
    bool on_string(json::string_view part, std::size_t, json::error_code& error) {
        return value(Member::Kind::text, part, error);
    }
    bool on_number_part(json::string_view part, json::error_code&) { return gather(text_, part); }
    bool on_int64(std::int64_t, json::string_view part, json::error_code& error) {
        return value(Member::Kind::number, part, error);
    }
    bool on_uint64(std::uint64_t, json::string_view part, json::error_code& error) {
        return value(Member::Kind::number, part, error);
    }
    bool on_double(double, json::string_view part, json::error_code& error) {
        return value(Member::Kind::number, part, error);
    }
    bool on_bool(bool is_true, json::error_code& error) {
        return value(Member::Kind::boolean, is_true ? "true" : "false", error);
    }
    bool on_null(json::error_code& error) { return value(Member::Kind::null, {}, error); }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

private:
    bool gather(std::string& out, json::string_view part) {
        if (depth_ == 1) {
            out.append(part.data(), part.size());
        }
        return true;
    }

    bool open(bool object, json::error_code& error) {
        ++depth_;
        if (depth_ == 1) {
            is_object_ = object;
            return object || stop(error);
        }
        return true;
    }

    bool close(json::error_code& error) {
        --depth_;
        return depth_ != 1 || emit(Member::Kind::nested, {}) || stop(error);
    }

    bool value(Member::Kind kind, json::string_view part, json::error_code& error) {
        if (depth_ != 1) {
            return depth_ > 1 || stop(error);
        }
        if (text_.empty()) {
            return emit(kind, {part.data(), part.size()}) || stop(error);
        }
        text_.append(part.data(), part.size());
        return emit(kind, text_) || stop(error);
    }

    bool emit(Member::Kind kind, std::string_view text) {
        const bool goes_on = sink_.member({.name = name_, .text = text, .kind = kind});
        ended_ = !goes_on;
        name_.clear();
        text_.clear();
        return goes_on;
    }

    static bool stop(json::error_code& error) {
        error = json::error::syntax;
        return false;
    }

    MemberSink& sink_;
    std::string name_;
    std::string text_;
    std::size_t depth_ = 0;
    bool is_object_ = false;
    bool ended_ = false;
};

}  // namespace

bool read_members(std::string_view object, MemberSink& sink) {
    json::basic_parser<Handler> parser{json::parse_options{}, sink};
    json::error_code error;
    const std::size_t read = parser.write_some(false, object.data(), object.size(), error);
    const Handler& handler = parser.handler();
    return handler.ended() || (!error && read == object.size() && handler.is_object());
}

}  // namespace adobe_target
