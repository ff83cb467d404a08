#include "file/disk/disk_fault.hpp"

#include <cerrno>
#include <system_error>

namespace file {

DiskFault
disk_fault(std::string_view code, std::string_view what, std::string_view path, int error) {
    const bool is_full = error == ENOSPC || error == EDQUOT || error == EFBIG;
    DiskFault fault;
    fault.code = is_full ? std::string_view{"disk_full"} : code;
    fault.message = "expected to ";
    fault.message += what;
    fault.message += ' ';
    fault.message += path;
    fault.message += ", found: " + std::generic_category().message(error);
    if (is_full) {
        fault.message += "; make room, and the run goes on";
    }
    return fault;
}

}  // namespace file
