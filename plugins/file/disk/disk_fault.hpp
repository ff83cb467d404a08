// What went wrong at a file, and what that means for the rows that were to go there. Given by
// part_file and prove_writable; a value.
#pragma once

#include <string>
#include <string_view>

namespace file {

struct DiskFault {
    std::string code;  // "disk_full", "cannot_open", "cannot_write", "cannot_sync", "cannot_finish"
    std::string message;       // names the file and the system's reason
    bool may_be_kept = false;  // the rows may be in the file all the same: it could not be cut back
};

// `what` as in "append to"; `error` is an errno.
DiskFault
disk_fault(std::string_view code, std::string_view what, std::string_view path, int error);

}  // namespace file
