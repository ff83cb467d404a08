// The names of one destination's files: the one that grows, and the finished ones. Used by
// disk/part_file; pure.
#pragma once

#include <chrono>
#include <string>
#include <string_view>

namespace file {

// The file that grows: out/users.csv.part. `place` above 1: where others write at the same time,
// out/users.csv.2.part.
std::string part_name(std::string_view path, unsigned place);

// A finished one: out/users-20261124T150000Z.csv, by UTC. `number` above 1: where that one exists,
// out/users-20261124T150000Z-2.csv.
std::string finished_name(
    std::string_view path, std::chrono::system_clock::time_point finished, unsigned number
);

// "out" of out/users.csv, "." of users.csv, "/" of /users.csv.
std::string folder_of(std::string_view path);

}  // namespace file
