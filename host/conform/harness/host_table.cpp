#include "host/conform/harness/host_table.hpp"

#include "host/conform/harness/kit_context.hpp"

#include <cstring>

namespace host {
namespace {

// The size of version 1.0: up to and with `extension`, its last member.
constexpr std::size_t size_of_1_0 =
    offsetof(sluice_host, extension) + sizeof(sluice_host::extension);
constexpr std::size_t poison_bytes = 64;
constexpr std::uint32_t minor_of_newer = 99;

}  // namespace

const sluice_host& host_table(HostAge age, LentMemory& memory) {
    sluice_host table = KitContext::table();
    table.name = memory.copy({table.name.ptr, table.name.len});
    table.version = memory.copy({table.version.ptr, table.version.len});
    std::size_t bytes = sizeof table;
    if (age == HostAge::old) {
        bytes = size_of_1_0;
        table.abi_minor = 0;
    } else if (age == HostAge::newer) {
        bytes += poison_bytes;
        table.abi_minor = minor_of_newer;
    }
    table.struct_size = static_cast<std::uint32_t>(bytes);
    std::byte* to = memory.take(bytes);
    std::memset(to, 0xa5, bytes);
    std::memcpy(to, &table, std::min(bytes, sizeof table));
    memory.make_read_only();
    return *reinterpret_cast<const sluice_host*>(to);
}

}  // namespace host
