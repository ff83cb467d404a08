// What a piece of work on a connection says after it went as far as it could without waiting.
#pragma once

#include <cstdint>

namespace sluice::http {

enum class Step : std::uint8_t {
    done,
    want_read,   // go on when bytes have come
    want_write,  // go on when the socket takes bytes again
    ended,       // the far side has ended the stream in an orderly way
    failed,      // whoever said so holds the reason
};

}  // namespace sluice::http
