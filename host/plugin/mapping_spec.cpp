#include "host/plugin/mapping_spec.hpp"

#include <sluice/text.hpp>

#include <cstdint>

namespace host {

sluice_spec to_c(const MappingSpec& spec) {
    return {
        .struct_size = sizeof(sluice_spec),
        .n_fields = static_cast<std::uint32_t>(spec.fields.size()),
        .action = sluice::to_str(spec.action),
        .config_json = sluice::to_str(spec.config_json),
        .options_json = sluice::to_str(spec.options_json),
        .fields = spec.fields.data(),
    };
}

}  // namespace host
