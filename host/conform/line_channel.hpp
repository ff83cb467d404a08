// Lines of JSON between the kit's parent and a check's child, over one socket. The child's end
// blocks, the parent's never does. One thread at a time on each side.
#pragma once

#include "host/record/file_descriptor.hpp"

#include <boost/json/object.hpp>

#include <optional>
#include <string>
#include <vector>

namespace host {

// What came in one reading: whole lines, and a descriptor if one was passed along.
struct Arrived {
    std::vector<boost::json::object> lines;
    FileDescriptor descriptor;
    bool has_ended = false;  // the other side is gone, or sent what is no line of JSON
};

class LineChannel {
public:
    explicit LineChannel(FileDescriptor socket) : socket_{std::move(socket)} {}

    int fd() const { return socket_.get(); }

    // Waits while the other side's buffer is full; false if it is gone. `descriptor` goes along,
    // -1: none.
    bool send(const boost::json::object& line, int descriptor = -1);

    // All that is there; never waits.
    Arrived arrived();

    // The next line, waited for; none once the other side is gone.
    std::optional<boost::json::object> next();

private:
    void take_lines(Arrived& arrived);

    FileDescriptor socket_;
    std::string input_;
    std::vector<boost::json::object> waiting_;  // arrived with a line that next() gave
};

}  // namespace host
