#include "host/config/config_hash.hpp"

#include "host/digest/sha256.hpp"

namespace host {

std::string config_hash(const Pipeline& pipeline, const Destination& destination) {
    return sha256_hex(pipeline.written_hash + '\n' + destination.written_hash);
}

}  // namespace host
