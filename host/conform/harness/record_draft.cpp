#include "host/conform/harness/record_draft.hpp"

#include "host/conform/mock/record_mark.hpp"

#include <cstdlib>

namespace host {
namespace {

sluice_value lay_out(const SlotDraft& slot, LentMemory& memory) {
    sluice_value value{};
    value.type = slot.type;
    switch (slot.type) {
    case SLUICE_T_BOOL:
    case SLUICE_T_I64:
    case SLUICE_T_TIME_US:
        value.u.i = slot.whole;
        break;
    case SLUICE_T_F64:
        value.u.d = slot.real;
        break;
    case SLUICE_T_ABSENT:
    case SLUICE_T_NULL:
        break;
    default: {
        const sluice_str text = memory.copy(slot.text);
        value.len = static_cast<std::uint32_t>(text.len);
        value.u.s = text.ptr;
    }
    }
    return value;
}

}  // namespace

SlotDraft slot_of(std::uint32_t type, std::string_view text) {
    SlotDraft slot{type, std::string{text}, 0, 0};
    if (type == SLUICE_T_BOOL) {
        slot.whole = text == "true" ? 1 : 0;
    } else if (type == SLUICE_T_I64 || type == SLUICE_T_TIME_US) {
        slot.whole = std::strtoll(slot.text.c_str(), nullptr, 10);
    } else if (type == SLUICE_T_F64) {
        slot.real = std::strtod(slot.text.c_str(), nullptr);
    }
    return slot;
}

RecordDraft record_of(const Sample& sample, std::uint64_t number) {
    RecordDraft record;
    record.number = number;
    for (const SampleField& field : sample.fields) {
        const std::string& value = field.values[number % field.values.size()];
        record.slots.push_back(slot_of(field.type, with_mark(value, number)));
    }
    return record;
}

std::vector<RecordDraft> records_of(const Sample& sample, std::uint64_t first, std::size_t count) {
    std::vector<RecordDraft> records;
    for (std::size_t i = 0; i < count; ++i) {
        records.push_back(record_of(sample, first + i));
    }
    return records;
}

std::span<const sluice_record>
lay_out(std::span<const RecordDraft> drafts, std::uint64_t first_token, LentMemory& memory) {
    const auto records = memory.make<sluice_record>(drafts.size());
    for (std::size_t i = 0; i < drafts.size(); ++i) {
        const RecordDraft& draft = drafts[i];
        const auto values = memory.make<sluice_value>(draft.slots.size());
        for (std::size_t j = 0; j < values.size(); ++j) {
            values[j] = lay_out(draft.slots[j], memory);
        }
        sluice_record& record = records[i];
        record.token = first_token + i;
        record.values = values.data();
        record.n_values = static_cast<std::uint32_t>(values.size());
        record.op = draft.op;
        record.id = memory.copy("conform-" + std::to_string(draft.number));
        record.attempt = draft.attempt;
    }
    memory.make_read_only();
    return records;
}

}  // namespace host
