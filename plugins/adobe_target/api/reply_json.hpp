// Adobe's JSON replies, read without trust and without a heap for the small ones. Called by the
// judges; pure, any thread.
#pragma once

#include <boost/json/monotonic_resource.hpp>
#include <boost/json/value.hpp>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace adobe_target {

class ReplyJson {
public:
    explicit ReplyJson(std::string_view body);
    ReplyJson(const ReplyJson&) = delete;
    ReplyJson& operator=(const ReplyJson&) = delete;

    // The body is one JSON object. Else all that follows finds nothing.
    bool is_object() const { return value_.is_object(); }

    // What stands at a JSON pointer ("/id/tntId"), if it is of that type. Views last as long as
    // this object.
    std::optional<std::string_view> text(std::string_view pointer) const;
    std::optional<std::int64_t> integer(std::string_view pointer) const;
    std::optional<bool> boolean(std::string_view pointer) const;
    const boost::json::value* find(std::string_view pointer) const;

private:
    std::array<unsigned char, 4096> room_;
    boost::json::monotonic_resource memory_;
    boost::json::value value_;
};

}  // namespace adobe_target
