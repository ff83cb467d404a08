#include "tests/sandbox/received.hpp"

#include <array>
#include <stdexcept>

namespace sandbox {

std::string_view name(Kind kind) {
    constexpr std::array<std::string_view, kinds> names{
        "ims_token",
        "admin_settings",
        "admin_token",
        "profile_update",
        "delivery",
        "profile_fetch",
        "unknown"};
    return names.at(static_cast<std::size_t>(kind));
}

void Arena::reset(std::size_t capacity) {
    if (text_.size() < capacity) {
        text_.resize(capacity);
    }
    used_ = 0;
}

char* Arena::open(std::size_t size) {
    if (text_.size() - used_ < size) {
        throw std::length_error("sandbox: decoded text is longer than its source");
    }
    return text_.data() + used_;
}

std::string_view Arena::keep(const char* end) {
    const char* begin = text_.data() + used_;
    const auto size = static_cast<std::size_t>(end - begin);
    used_ += size;
    return {begin, size};
}

std::string_view Arena::add(std::string_view text) {
    char* to = open(text.size());
    return keep(to + text.copy(to, text.size()));
}

void Received::reset(Kind new_kind, std::size_t capacity) {
    kind = new_kind;
    client = session = impression = request_id = {};
    keys = {};
    attributes.clear();
    others.clear();
    echo.clear();
    beacon = false;
    refusal.reset();
    arena.reset(capacity);
}

std::string_view main_id(const Keys& keys) {
    if (!keys.third_party.empty()) {
        return keys.third_party;
    }
    return keys.ecid.empty() ? keys.tnt : keys.ecid;
}

}  // namespace sandbox
