#include "sdk/http/parked.hpp"

#include <boost/asio/post.hpp>

#include <utility>

namespace sluice::http {

Task<void> Parked::sleep() {
#ifdef __clang_analyzer__  // takes a pointer inside asio's own frame for undefined (clang-tidy 14)
    return {};
#else
    Token token;
    return boost::asio::async_initiate<Token, void()>(FallAsleep{*this}, token);
#endif
}

void Parked::wake() {
    unlink();
    if (handler_) {
        auto handler = std::move(*handler_);
        handler_.reset();
        boost::asio::post(std::move(handler));
    }
}

}  // namespace sluice::http
