// Sins against the process and against the host's memory, which have no other place. The good
// plugin does nothing here.
#pragma once

#include <sluice/destination.h>

#include <cstdint>

namespace bad {

// In init(), serial.
void sin_as_a_guest(const sluice_host* host, sluice_ctx* context);

// In send(), before anything else; serial.
void sin_in_send(const sluice_batch& batch);

// After the record's verdict, on a worker's thread.
void look_back_at(const sluice_record* record);

// Connects to a port of 127.0.0.1 and closes the connection again; false if nobody listens.
bool knock_at(std::uint16_t port);

}  // namespace bad
