// Where a pipeline's records come from: hands one after the other to its Delivery, mapped or with
// the reason why not. Host thread.
#pragma once

#include "host/delivery/delivery.hpp"
#include "host/source/source.hpp"

#include <cstdint>
#include <string>

namespace host {

class Intake {
public:
    enum class Step : std::uint8_t { read, wait, end, failed };

    Intake() = default;
    Intake(const Intake&) = delete;
    Intake& operator=(const Intake&) = delete;
    virtual ~Intake() = default;

    // Takes one record in. `delivery` must have room.
    virtual Step take_one(Delivery& delivery) = 0;

    // Takes nothing more from the source: what it gave already still comes, then `end`.
    virtual void close_input() = 0;

    virtual int wait_fd() const = 0;  // to poll after `wait`; -1 if it never waits
    virtual SourceProgress progress() const = 0;
    virtual std::string error() const = 0;  // after `failed`
    // What it reads is the state: if that fails, so does the run.
    virtual bool reads_state() const { return false; }
    // A stream cannot be read again: what it gave is kept, whatever happens.
    virtual bool is_stream() const = 0;
};

}  // namespace host
