#include "file/api/compact_json.hpp"

#include <sluice/text/json_text.hpp>

#include <boost/json/basic_parser_impl.hpp>

#include <algorithm>
#include <cstddef>
#include <cstdint>

namespace file {

namespace {

namespace json = boost::json;

// What basic_parser calls. Its values would lose the literal text of numbers; its SAX side hands it
// over.
class Writer {
public:
    static constexpr std::size_t max_object_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_array_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_key_size = static_cast<std::size_t>(-1);
    static constexpr std::size_t max_string_size = static_cast<std::size_t>(-1);

    // For a whole value.
    explicit Writer(std::string& out) : out_{out} {}
    // For the members of an object alone, without its braces.
    Writer(std::string& out, std::span<const std::string> taken)
        : out_{out}, taken_{taken}, is_open_{true} {}

    bool on_document_begin(json::error_code&) { return true; }
    bool on_document_end(json::error_code&) { return true; }
    bool on_object_begin(json::error_code&) { return open('{'); }
    bool on_object_end(std::size_t, json::error_code&) { return close('}'); }
    bool on_array_begin(json::error_code& error) {
        return (is_open_ && depth_ == 0) ? stop(error) : open('[');
    }
    bool on_array_end(std::size_t, json::error_code&) { return close(']'); }

    bool on_key_part(json::string_view part, std::size_t, json::error_code&) {
        return gather(part);
    }
    bool on_key(json::string_view part, std::size_t, json::error_code&) {
        gather(part);
        if (is_open_ && depth_ == 1) {
            is_skipping_ = std::find(taken_.begin(), taken_.end(), text_) != taken_.end();
        }
        begin();
        if (!is_skipping_) {
            sluice::append_json_string(out_, text_);
            out_ += ':';
        }
        text_.clear();
        return true;
    }
    bool on_string_part(json::string_view part, std::size_t, json::error_code&) {
        return gather(part);
    }
    bool on_string(json::string_view part, std::size_t, json::error_code& error) {
        gather(part);
        begin();
        if (!is_skipping_) {
            sluice::append_json_string(out_, text_);
        }
        return end(error);
    }
    bool on_number_part(json::string_view part, json::error_code&) { return gather(part); }
    bool on_int64(std::int64_t, json::string_view part, json::error_code& error) {
        return literal(part, error);
    }
    bool on_uint64(std::uint64_t, json::string_view part, json::error_code& error) {
        return literal(part, error);
    }
    bool on_double(double, json::string_view part, json::error_code& error) {
        return literal(part, error);
    }
    bool on_bool(bool is_true, json::error_code& error) {
        return literal(is_true ? "true" : "false", error);
    }
    bool on_null(json::error_code& error) { return literal("null", error); }
    bool on_comment_part(json::string_view, json::error_code&) { return true; }
    bool on_comment(json::string_view, json::error_code&) { return true; }

private:
    bool gather(json::string_view part) {
        text_.append(part.data(), part.size());
        return true;
    }

    // A comma, where something stands before what comes. No token ends like the beginning of a
    // list, so the last character tells.
    void begin() {
        if (is_skipping_ || depth_ == 0) {
            return;
        }
        const char last = out_.back();
        if (last != '{' && last != '[' && last != ':') {
            out_ += ',';
        }
    }

    bool open(char bracket) {
        if (!(is_open_ && depth_ == 0)) {
            begin();
            put(bracket);
        }
        ++depth_;
        return true;
    }

    bool close(char bracket) {
        --depth_;
        if (!(is_open_ && depth_ == 0)) {
            put(bracket);
        }
        return true;
    }

    void put(char c) {
        if (!is_skipping_) {
            out_ += c;
        }
    }

    bool literal(json::string_view part, json::error_code& error) {
        gather(part);
        begin();
        if (!is_skipping_) {
            out_ += text_;
        }
        return end(error);
    }

    // A value has ended. Where members are wanted, the outermost one may not be a literal.
    bool end(json::error_code& error) {
        text_.clear();
        return (is_open_ && depth_ == 0) ? stop(error) : true;
    }

    static bool stop(json::error_code& error) {
        error = json::error::syntax;
        return false;
    }

    std::string& out_;
    std::span<const std::string> taken_;
    std::string text_;  // of a key, a string or a number that comes in parts
    std::size_t depth_ = 0;
    bool is_open_ = false;
    bool is_skipping_ = false;  // within a member that is left out
};

bool parse(json::basic_parser<Writer>& parser, std::string_view text) {
    json::error_code error;
    const std::size_t read = parser.write_some(false, text.data(), text.size(), error);
    return !error && read == text.size();
}

json::parse_options deep() {
    json::parse_options options;
    options.max_depth = 256;
    return options;
}

}  // namespace

bool append_compact_json(std::string& out, std::string_view json_text) {
    json::basic_parser<Writer> parser{deep(), out};
    return parse(parser, json_text);
}

bool append_members(std::string& out, std::string_view object, std::span<const std::string> taken) {
    json::basic_parser<Writer> parser{deep(), out, taken};
    return parse(parser, object);
}

}  // namespace file
