#include "host/conform/harness/spec_draft.hpp"

#include "host/conform/harness/record_draft.hpp"

#include <boost/json/serialize.hpp>

namespace host {
namespace {

sluice_value constant_of(const SampleField& field, LentMemory& memory) {
    sluice_value value{};
    if (field.constant) {
        const sluice_str text = memory.copy(*field.constant);
        value.type = SLUICE_T_STR;
        value.len = static_cast<std::uint32_t>(text.len);
        value.u.s = text.ptr;
    }
    return value;
}

}  // namespace

SpecDraft spec_of(const Sample& sample) {
    return {
        sample.action,
        boost::json::serialize(sample.config),
        boost::json::serialize(sample.options),
        sample.fields};
}

const sluice_spec& lay_out(const SpecDraft& draft, LentMemory& memory) {
    const auto fields = memory.make<sluice_field>(draft.fields.size());
    for (std::size_t i = 0; i < fields.size(); ++i) {
        const SampleField& field = draft.fields[i];
        fields[i] = {memory.copy(field.name), field.type, field.flags, constant_of(field, memory)};
    }
    sluice_spec& spec = memory.make<sluice_spec>(1)[0];
    spec.struct_size = sizeof(sluice_spec);
    spec.n_fields = static_cast<std::uint32_t>(fields.size());
    spec.action = memory.copy(draft.action);
    spec.config_json = memory.copy(draft.config_json);
    spec.options_json = memory.copy(draft.options_json);
    spec.fields = fields.data();
    memory.make_read_only();
    return spec;
}

}  // namespace host
