#include "host/source/identity.hpp"

#include "host/digest/sha256.hpp"
#include "host/source/opened_input.hpp"

#include <algorithm>
#include <cerrno>
#include <sys/stat.h>
#include <system_error>

namespace host {

sluice::Result<SourceIdentity, Problem> identify(const std::string& path) {
    SourceIdentity identity;
    identity.path = path;
    if (path == "-") {
        return identity;
    }
    const auto input = open_input(path);
    if (!input) {
        return input.error();
    }
    struct stat status {};
    if (fstat(input->file.get(), &status) != 0) {
        return Problem{
            "expected to look at " + path +
            ", found: " + std::error_code{errno, std::generic_category()}.message()};
    }
    identity.device = static_cast<std::uint64_t>(status.st_dev);
    identity.inode = static_cast<std::uint64_t>(status.st_ino);
    identity.size = static_cast<std::uint64_t>(status.st_size);
    identity.head_bytes = std::min(identity.size, identity_head_bytes);
    auto head = sha256_of_head(input->file.get(), identity.head_bytes);
    if (!head) {
        return Problem{path + ": " + head.error().text};
    }
    identity.head_sha256 = *std::move(head);
    return identity;
}

sluice::Result<std::string, Problem> head_hash(const std::string& path, std::uint64_t bytes) {
    const auto input = open_input(path);
    if (!input) {
        return input.error();
    }
    return sha256_of_head(input->file.get(), bytes);
}

}  // namespace host
