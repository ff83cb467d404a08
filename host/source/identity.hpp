// What a source file is known by over restarts. Called by run before it opens the source, on the
// host thread.
#pragma once

#include "host/record/problem.hpp"
#include "host/record/source_spec.hpp"

#include <sluice/result.hpp>

#include <cstdint>
#include <string>

namespace host {

constexpr std::uint64_t identity_head_bytes = 4096;

// Of a regular file, by its path. For "-" the path alone is set: a stream is never the same again.
// Fails with a sentence if the file cannot be read or is no regular file.
sluice::Result<SourceIdentity, Problem> identify(const std::string& path);

// Hex sha256 of the file's first `bytes`, to compare with a head that was taken when the file was
// shorter: a file that has grown has the same. Of the whole file if it is shorter now.
sluice::Result<std::string, Problem> head_hash(const std::string& path, std::uint64_t bytes);

}  // namespace host
