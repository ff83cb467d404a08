// Finds the addresses of a host; exchanges that ask for the same host at once share one look-up.
// The system's resolver runs on a thread of asio's, all else on the io_context's thread.
#pragma once

#include "sdk/http/operation.hpp"

#include <sluice/http/client.hpp>

#include <boost/asio/ip/basic_resolver.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/intrusive/list.hpp>

#include <memory>
#include <string>
#include <vector>

namespace sluice::http {

using Queue = boost::intrusive::list<Parked, boost::intrusive::constant_time_size<false>>;

struct Lookup {
    std::string host;
    std::uint16_t port = 0;
    bool finished = false;
    boost::system::error_code error;
    std::vector<boost::asio::ip::tcp::endpoint> addresses;
    Queue sleepers;
};

class Names {
public:
    explicit Names(const Executor& executor) : resolver_{executor} {}

    // The addresses of `host` in the order in which to try them, or the error; not finished if
    // `operation` was stopped before. A literal address is its own answer, at once. `operation` and
    // `host` outlive the call.
    Task<std::shared_ptr<const Lookup>>
    find(Operation& operation, const std::string& host, std::uint16_t port);

    // Look-ups that have not begun end with an error.
    void cancel() { resolver_.cancel(); }

private:
    std::shared_ptr<Lookup> lookup(const std::string& host, std::uint16_t port);

    boost::asio::ip::basic_resolver<boost::asio::ip::tcp, Executor> resolver_;
    std::vector<std::shared_ptr<Lookup>> pending_;
};

}  // namespace sluice::http
