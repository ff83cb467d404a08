// What one request said, decoded: the value between reading a request and acting on it; made by the
// reading rooms.
#pragma once

#include "tests/sandbox/message.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// Which of Adobe's endpoints a request is for.
enum class Kind : std::uint8_t {
    ims_token,
    admin_settings,
    admin_token,
    profile_update,
    delivery,
    profile_fetch,
    unknown
};
constexpr std::size_t kinds = 7;

/// `profile_update`, ... as the ledger and the scripts print it.
std::string_view name(Kind kind);

/// A name and a value, both decoded.
struct Attribute {
    std::string_view name;
    std::string_view value;
};

/// Decoded text that views point into. It never moves once reset() has set its room.
class Arena {
public:
    /// Forgets everything and makes room for `capacity` bytes in all.
    void reset(std::size_t capacity);
    /// Copies text in; std::length_error beyond the room (a bug: decoding never makes text longer).
    std::string_view add(std::string_view text);
    /// Room for at most `size` bytes at the end; keep() says how many of them were used.
    char* open(std::size_t size);
    std::string_view keep(const char* end);

private:
    std::string text_;
    std::size_t used_ = 0;
};

/// Names of a visitor; empty means not given.
struct Keys {
    std::string_view third_party;  ///< mbox3rdPartyId, id.thirdPartyId
    std::string_view tnt;          ///< mboxPC, id.tntId
    std::string_view ecid;         ///< id.marketingCloudVisitorId
};

/// One decoded request. Its views point into the Request's text and into `arena`; reused for the
/// next one.
struct Received {
    Kind kind = Kind::unknown;
    std::string_view client;  ///< client code of the path or query; the tenant for the Admin API
    Keys keys;
    std::string_view session;
    std::string_view impression;
    std::string_view request_id;
    std::vector<Attribute> attributes;  ///< without the prefix `profile.`
    std::vector<Attribute> others;      ///< further parameters of profile/update, by full name
    std::string echo;                   ///< delivery: the `,"execute":{...}` part of the reply
    bool beacon = false;                ///< delivery: answer 204
    std::optional<Response> refusal;    ///< the request breaks a rule: this is its answer
    Arena arena;

    /// Back to an empty request of `kind`, with room for `capacity` decoded bytes; keeps its
    /// memory.
    void reset(Kind new_kind, std::size_t capacity);
};

/// The identifier that stands for the visitor: third-party id, else ECID, else tntId.
std::string_view main_id(const Keys& keys);

}  // namespace sandbox
