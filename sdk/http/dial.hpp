// Opens the connection that an exchange was given; called by the exchange, on the io_context's
// thread.
#pragma once

#include "sdk/http/operation.hpp"
#include "sdk/http/pool.hpp"

#include <optional>

namespace sluice::http {

// Tries the addresses of `lookup` in turn until one accepts; gives the last error if none does. The
// operation waits for the connection.
Task<boost::system::error_code>
connect_to_one(Operation& operation, Connection& connection, const Lookup& lookup);

// Looks up the next hop, tries its addresses in turn, and gives none once one accepts. An address
// may take its share of the time that remains: one that does not answer leaves time for the others.
Task<std::optional<Failure>> dial(Pool& pool, Operation& operation, Connection& connection);

}  // namespace sluice::http
