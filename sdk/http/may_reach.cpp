#include "sdk/http/may_reach.hpp"

#include "sdk/http/public_address.hpp"

namespace sluice::http {

namespace {

// Other spellings that a resolver takes for loopback, 127.1 say, are names that lead there.
bool names_loopback(const Endpoint& endpoint) {
    boost::system::error_code not_literal;
    const auto address = boost::asio::ip::make_address(endpoint.host, not_literal);
    return endpoint.host == "localhost" || (!not_literal && address.is_loopback());
}

}  // namespace

bool may_reach(Reach reach, const Endpoint& endpoint, const boost::asio::ip::address& address) {
    return reach == Reach::any_address || is_public(address) ||
           (address.is_loopback() && names_loopback(endpoint));
}

}  // namespace sluice::http
