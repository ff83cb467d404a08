// An HTTP reply in the bytes that came so far. Pure.
#pragma once

#include "tests/conformance/bad/exchange.hpp"

#include <cstddef>
#include <string_view>

namespace bad {

struct ReplyText {
    bool is_whole = false;
    bool is_broken = false;  // it is no HTTP
    bool is_kept = false;    // another request may follow on the connection
    std::size_t size = 0;
    Reply reply;
};

// Of a reply with a Content-Length; one without ends with its head, and the connection is not kept:
// its body is nobody's concern.
ReplyText reply_text(std::string_view input);

}  // namespace bad
