// Boost.JSON's parse events as a Document. Used by JsonRecordParser alone, on the host thread.
#pragma once

#include "host/record/arena.hpp"
#include "host/record/document.hpp"
#include "host/source/json_record.hpp"

#include <boost/json/error.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <vector>

namespace host {

// A handler as boost::json::basic_parser wants it. The whole text must be given in one write.
class DocumentWriter {
public:
    using Error = boost::json::error_code;
    static constexpr std::size_t max_object_size = std::numeric_limits<std::uint32_t>::max();
    static constexpr std::size_t max_array_size = std::numeric_limits<std::uint32_t>::max();
    static constexpr std::size_t max_key_size = std::numeric_limits<std::uint32_t>::max();
    static constexpr std::size_t max_string_size = std::numeric_limits<std::uint32_t>::max();

    // Before each parse of a `text`. All three outlive it.
    void aim(std::string_view text, Arena& arena, Document& document) {
        text_ = text;
        arena_ = &arena;
        nodes_ = &document.nodes();
        nodes_->clear();
        depth_ = 0;
        key_ = {};
        parts_.clear();
    }

    bool on_document_begin(Error&) { return true; }
    bool on_document_end(Error&) { return true; }

    bool on_object_begin(Error&) { return open(Node::Kind::object); }
    bool on_object_end(std::size_t, Error&) { return close(); }
    bool on_array_begin(Error&) { return open(Node::Kind::array); }
    bool on_array_end(std::size_t, Error&) { return close(); }

    bool on_key_part(std::string_view part, std::size_t, Error&) { return keep(part); }
    bool on_key(std::string_view last, std::size_t size, Error&) {
        key_ = whole(last, size);
        return true;
    }
    bool on_string_part(std::string_view part, std::size_t, Error&) { return keep(part); }
    bool on_string(std::string_view last, std::size_t size, Error&) {
        return add(Node::Kind::string, whole(last, size));
    }

    // A number that ends with the text stands in no closed object: what follows is an error.
    bool on_number_part(std::string_view, Error&) { return true; }
    bool on_int64(std::int64_t, std::string_view text, Error&) { return number(text); }
    bool on_uint64(std::uint64_t, std::string_view text, Error&) { return number(text); }
    bool on_double(double, std::string_view text, Error&) { return number(text); }

    bool on_bool(bool value, Error&) { return add(Node::Kind::boolean, value ? "true" : "false"); }
    bool on_null(Error&) { return add(Node::Kind::null, {}); }

    bool on_comment_part(std::string_view, Error&) { return true; }
    bool on_comment(std::string_view, Error&) { return true; }

private:
    bool add(Node::Kind kind, std::string_view text) {
        const auto next = static_cast<std::uint32_t>(nodes_->size() + 1);
        nodes_->push_back({.kind = kind, .next = next, .key = key_, .text = text});
        key_ = {};
        return true;
    }

    bool number(std::string_view text) { return add(Node::Kind::number, text); }

    bool open(Node::Kind kind) {
        open_[depth_++] = static_cast<std::uint32_t>(nodes_->size());
        return add(kind, {});
    }

    bool close() {
        (*nodes_)[open_[--depth_]].next = static_cast<std::uint32_t>(nodes_->size());
        return true;
    }

    bool keep(std::string_view part) {
        parts_.append(part);
        return true;
    }

    // A string without escapes comes in one piece, as a view into the text; one with escapes in
    // decoded pieces, of which the last stands in a buffer of the parser's.
    std::string_view whole(std::string_view last, std::size_t size) {
        const std::less_equal<const char*> not_behind;
        if (last.size() == size && not_behind(text_.data(), last.data()) &&
            not_behind(last.data() + size, text_.data() + text_.size())) {
            return last;
        }
        parts_.append(last);
        const std::string_view text = arena_->copy(parts_);
        parts_.clear();
        return text;
    }

    std::string_view text_;
    Arena* arena_ = nullptr;
    std::vector<Node>* nodes_ = nullptr;
    std::array<std::uint32_t, max_json_depth + 1> open_{};
    std::size_t depth_ = 0;
    std::string_view key_;
    std::string parts_;
};

}  // namespace host
