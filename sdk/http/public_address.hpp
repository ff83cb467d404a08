// Whether an address is one of the public Internet, for a client that must not be led into the
// network it runs in. Called by dial for the very addresses that it is about to connect to; pure.
#pragma once

#include <boost/asio/ip/address.hpp>

namespace sluice::http {

// False for what is private, shared, link-local (and so the clouds' metadata services), loopback,
// documentation, multicast or reserved (RFC 6890 and the IANA special-purpose registries), and for
// the IPv6 forms that hold such an IPv4 address: mapped, compatible, NAT64, 6to4, Teredo.
bool is_public(const boost::asio::ip::address& address);

}  // namespace sluice::http
