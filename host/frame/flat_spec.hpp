// What a pipeline asks of a plugin, on its way to the runner. Pure.
#pragma once

#include "host/frame/frame.hpp"

#include <sluice/destination.h>

#include <cstddef>
#include <span>
#include <string>
#include <vector>

namespace host {

// Appends a frame of `kind`, validate or init.
void write_spec(std::string& out, FrameKind kind, const sluice_spec& spec);

// A spec at the runner. Not to be moved once it was read, for to_c() points into it.
class FlatSpec {
public:
    // Copies the body. False if it is no such frame.
    bool read(std::span<const std::byte> body);
    // Valid as long as this is.
    sluice_spec to_c() const;

private:
    std::vector<std::byte> bytes_;
    std::vector<sluice_field> fields_;
    sluice_str action_{};
    sluice_str config_json_{};
    sluice_str options_json_{};
};

}  // namespace host
