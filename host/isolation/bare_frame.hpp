// A frame without a body. Used by Supervisor; pure.
#pragma once

#include "host/frame/frame_writer.hpp"

#include <string>

namespace host {

inline std::string bare_frame(FrameKind kind) {
    std::string frames;
    FrameWriter{frames, kind}.end();
    return frames;
}

}  // namespace host
