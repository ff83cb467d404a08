// Whether an address of this process lies in a mapping of a given open file. Start-up.
#pragma once

namespace host {

// The name a library was opened by proves nothing, for glibc matches by name, and a symbol may come
// from a dependency (abi.md 2). So device and inode behind `address` in /proc/self/maps are
// compared with those behind a fresh mapping of `fd`; not with fstat's, for the two differ on an
// overlay file system.
bool is_mapped_from(const void* address, int fd);

}  // namespace host
