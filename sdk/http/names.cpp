#include "sdk/http/names.hpp"

#include <boost/asio/ip/address.hpp>

#include <algorithm>

namespace sluice::http {

namespace {

using Tcp = boost::asio::ip::tcp;
using Results = boost::asio::ip::basic_resolver_results<Tcp>;

void finish(Lookup& lookup, boost::system::error_code error, const Results& results) {
    lookup.finished = true;
    lookup.error = error;
    for (const auto& result : results) {
        lookup.addresses.push_back(result.endpoint());
    }
    while (!lookup.sleepers.empty()) {
        lookup.sleepers.front().wake();
    }
}

}  // namespace

Task<std::shared_ptr<const Lookup>>
Names::find(Operation& operation, const std::string& host, std::uint16_t port) {
    const std::shared_ptr<Lookup> found = lookup(host, port);
    if (!found->finished) {
        Parked parked;
        found->sleepers.push_back(parked);
        operation.waits_for(&parked);
        co_await parked.sleep();
        operation.waits_for(static_cast<Parked*>(nullptr));
    }
    co_return found;
}

std::shared_ptr<Lookup> Names::lookup(const std::string& host, std::uint16_t port) {
    std::erase_if(pending_, [](const auto& lookup) { return lookup->finished; });
    const auto same = std::find_if(pending_.begin(), pending_.end(), [&](const auto& lookup) {
        return lookup->host == host && lookup->port == port;
    });
    if (same != pending_.end()) {
        return *same;
    }
    auto lookup = std::make_shared<Lookup>();
    lookup->host = host;
    lookup->port = port;
    boost::system::error_code not_literal;
    const auto address = boost::asio::ip::make_address(host, not_literal);
    if (!not_literal) {
        lookup->addresses.emplace_back(address, port);
        lookup->finished = true;
        return lookup;
    }
    pending_.push_back(lookup);
    resolver_.async_resolve(
        host,
        std::to_string(port),
        Tcp::resolver::numeric_service,
        [lookup](boost::system::error_code error, const Results& results) {
            finish(*lookup, error, results);
        }
    );
    return lookup;
}

}  // namespace sluice::http
