#include "adobe_target/api/reply_json.hpp"

#include <boost/json/parse.hpp>

namespace adobe_target {

ReplyJson::ReplyJson(std::string_view body)
    : memory_{room_.data(), room_.size()}, value_(&memory_) {
    boost::json::error_code error;
    boost::json::value parsed = boost::json::parse({body.data(), body.size()}, error, &memory_);
    if (!error) {
        value_ = std::move(parsed);
    }
}

const boost::json::value* ReplyJson::find(std::string_view pointer) const {
    boost::json::error_code error;
    return value_.find_pointer({pointer.data(), pointer.size()}, error);
}

std::optional<std::string_view> ReplyJson::text(std::string_view pointer) const {
    const boost::json::value* const found = find(pointer);
    if (found == nullptr || !found->is_string()) {
        return std::nullopt;
    }
    const boost::json::string& text = found->get_string();
    return std::string_view{text.data(), text.size()};
}

std::optional<std::int64_t> ReplyJson::integer(std::string_view pointer) const {
    const boost::json::value* const found = find(pointer);
    return found != nullptr && found->is_int64() ? std::optional{found->get_int64()} : std::nullopt;
}

std::optional<bool> ReplyJson::boolean(std::string_view pointer) const {
    const boost::json::value* const found = find(pointer);
    return found != nullptr && found->is_bool() ? std::optional{found->get_bool()} : std::nullopt;
}

}  // namespace adobe_target
