// Whether a client may connect to an address. Called by dial; pure.
#pragma once

#include <sluice/http/endpoint.hpp>
#include <sluice/http/settings.hpp>

#include <boost/asio/ip/address.hpp>

namespace sluice::http {

// `address` is what the endpoint's host was resolved to, or is itself. See Reach.
bool may_reach(Reach reach, const Endpoint& endpoint, const boost::asio::ip::address& address);

}  // namespace sluice::http
