#include "host/frame/frame.hpp"

namespace host {

std::string frame_dialect() {
    return "sluice " SLUICE_VERSION " frames 1";
}

}  // namespace host
