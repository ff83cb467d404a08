#include "sdk/http/public_address.hpp"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>

namespace sluice::http {

namespace {

using Address4 = boost::asio::ip::address_v4;
using Bytes6 = boost::asio::ip::address_v6::bytes_type;

struct Network4 {
    std::uint32_t address;
    unsigned bits;
};

constexpr std::uint32_t ipv4(std::uint32_t a, std::uint32_t b, std::uint32_t c) {
    return (a << 24U) | (b << 16U) | (c << 8U);
}

constexpr std::array<Network4, 15> special{{
    {ipv4(0, 0, 0), 8},        // this network
    {ipv4(10, 0, 0), 8},       // private
    {ipv4(100, 64, 0), 10},    // shared with the provider, RFC 6598
    {ipv4(127, 0, 0), 8},      // loopback
    {ipv4(169, 254, 0), 16},   // link-local; 169.254.169.254 tells a cloud machine's credentials
    {ipv4(172, 16, 0), 12},    // private
    {ipv4(192, 0, 0), 24},     // protocol assignments
    {ipv4(192, 0, 2), 24},     // documentation
    {ipv4(192, 88, 99), 24},   // 6to4 relays
    {ipv4(192, 168, 0), 16},   // private
    {ipv4(198, 18, 0), 15},    // benchmarks
    {ipv4(198, 51, 100), 24},  // documentation
    {ipv4(203, 0, 113), 24},   // documentation
    {ipv4(224, 0, 0), 4},      // multicast
    {ipv4(240, 0, 0), 4},      // reserved, and broadcast
}};

bool is_in(std::uint32_t address, const Network4& network) {
    const std::uint32_t mask = ~std::uint32_t{0} << (32U - network.bits);
    return (address & mask) == network.address;
}

bool is_public_v4(std::uint32_t address) {
    return std::none_of(special.begin(), special.end(), [&](const Network4& network) {
        return is_in(address, network);
    });
}

bool begins_with(const Bytes6& bytes, std::initializer_list<std::uint8_t> prefix) {
    return std::equal(prefix.begin(), prefix.end(), bytes.begin());
}

// Those at `at`, in network order.
bool is_public_v4(const Bytes6& bytes, std::size_t at) {
    return is_public_v4(
        (std::uint32_t{bytes[at]} << 24U) | (std::uint32_t{bytes[at + 1]} << 16U) |
        (std::uint32_t{bytes[at + 2]} << 8U) | std::uint32_t{bytes[at + 3]}
    );
}

bool is_public_v6(const Bytes6& bytes) {
    if (begins_with(bytes, {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF}) ||     // mapped
        begins_with(bytes, {0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0})) {  // NAT64, RFC 6052
        return is_public_v4(bytes, 12);
    }
    if (begins_with(bytes, {0x20, 0x02})) {  // 6to4
        return is_public_v4(bytes, 2);
    }
    // Of 2000::/3, the only space that is given out: no protocol assignments (Teredo, 2001::/23),
    // no documentation. Loopback, unique local (fc00::/7), link-local (fe80::/10), multicast and
    // IPv4-compatible addresses are outside of it.
    const bool is_unicast = (bytes[0] & 0xE0U) == 0x20U;
    const bool is_assignment = begins_with(bytes, {0x20, 0x01}) && bytes[2] < 2;
    return is_unicast && !is_assignment && !begins_with(bytes, {0x20, 0x01, 0x0D, 0xB8}) &&
           !begins_with(bytes, {0x3F, 0xFF});
}

}  // namespace

bool is_public(const boost::asio::ip::address& address) {
    return address.is_v4() ? is_public_v4(address.to_v4().to_uint())
                           : is_public_v6(address.to_v6().to_bytes());
}

}  // namespace sluice::http
