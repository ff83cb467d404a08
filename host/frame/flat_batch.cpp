#include "host/frame/flat_batch.hpp"

#include "host/frame/frame_reader.hpp"
#include "host/frame/frame_writer.hpp"

#include <sluice/text.hpp>

#include <cstring>

namespace host {
namespace {

bool is_text(const sluice_value& value) {
    return value.type == SLUICE_T_STR || value.type == SLUICE_T_BYTES ||
           value.type == SLUICE_T_JSON || value.type == SLUICE_T_NUMBER;
}

// An offset stands where a pointer stood; both sides read it as a number.
template <class T>
T* as_offset(std::size_t offset) {
    return reinterpret_cast<T*>(offset);  // NOLINT(performance-no-int-to-ptr)
}

struct Sizes {
    std::size_t values = 0;
    std::size_t texts = 0;
};

Sizes sizes_of(std::span<const sluice_record> records) {
    Sizes sizes;
    for (const sluice_record& record : records) {
        sizes.values += record.n_values;
        sizes.texts += record.id.len;
        for (std::uint32_t j = 0; j < record.n_values; ++j) {
            sizes.texts += is_text(record.values[j]) ? record.values[j].len : 0;
        }
    }
    return sizes;
}

// Writes records, values and texts side by side into one block.
class Flattening {
public:
    Flattening(char* block, std::size_t records, std::size_t values)
        : block_{block}, values_{records * sizeof(sluice_record)},
          texts_{values_ + values * sizeof(sluice_value)} {}

    void add(const sluice_record& record) {
        sluice_record flat = record;
        flat.values = as_offset<const sluice_value>(values_);
        flat.id.ptr = as_offset<const char>(put(sluice::to_view(record.id)));
        std::memcpy(block_ + records_, &flat, sizeof flat);
        records_ += sizeof flat;
        for (std::uint32_t j = 0; j < record.n_values; ++j) {
            sluice_value value = record.values[j];
            if (is_text(value)) {
                value.u.s = as_offset<const char>(put(sluice::to_view(value)));
            }
            std::memcpy(block_ + values_, &value, sizeof value);
            values_ += sizeof value;
        }
    }

private:
    std::size_t put(std::string_view text) {
        const std::size_t at = texts_;
        if (!text.empty()) {
            std::memcpy(block_ + at, text.data(), text.size());
        }
        texts_ += text.size();
        return at;
    }

    char* block_;
    std::size_t records_ = 0;
    std::size_t values_;
    std::size_t texts_;
};

}  // namespace

void flatten(std::string& out, const sluice_batch& batch, FrameKind kind) {
    const std::span records{batch.records, batch.n_records};
    const Sizes sizes = sizes_of(records);
    FrameWriter frame{out, kind};
    frame.number(batch.id)
        .number(batch.deadline_mono_ns)
        .number(records.size())
        .number(sizes.values);
    Flattening flat{
        frame.block(records.size_bytes() + sizes.values * sizeof(sluice_value) + sizes.texts),
        records.size(),
        sizes.values};
    for (const sluice_record& record : records) {
        flat.add(record);
    }
    frame.end();
}

bool FlatBatch::read(std::span<const std::byte> body) {
    FrameReader frame{body};
    id_ = frame.number();
    deadline_ = frame.number();
    const std::uint64_t records = frame.number();
    const std::uint64_t values = frame.number();
    constexpr std::size_t counts_bytes = 4 * sizeof(std::uint64_t);
    if (!frame.is_good() || body.size() % sizeof(std::uint64_t) != 0) {
        return false;
    }
    const auto flat = body.subspan(counts_bytes);
    words_.resize(flat.size() / sizeof(std::uint64_t));
    bytes_ = flat.size();
    if (!flat.empty()) {
        std::memcpy(words_.data(), flat.data(), flat.size());
    }
    return rebase(records, values);
}

bool FlatBatch::rebase(std::uint64_t records, std::uint64_t values) {
    if (records > bytes_ / sizeof(sluice_record)) {
        return false;
    }
    const std::size_t first_value = records * sizeof(sluice_record);
    if (values > (bytes_ - first_value) / sizeof(sluice_value)) {
        return false;
    }
    auto* bytes = reinterpret_cast<char*>(words_.data());
    auto* value = reinterpret_cast<sluice_value*>(bytes + first_value);
    records_ = {reinterpret_cast<sluice_record*>(bytes), static_cast<std::size_t>(records)};
    std::uint64_t left = values;
    for (sluice_record& record : records_) {
        const auto id = reinterpret_cast<std::uintptr_t>(record.id.ptr);
        // The values lie in the records' order, so their offsets need not be believed.
        if (record.n_values > left || id > bytes_ || record.id.len > bytes_ - id) {
            return false;
        }
        record.id.ptr = bytes + id;
        record.values = value;
        left -= record.n_values;
        for (std::uint32_t j = 0; j < record.n_values; ++j, ++value) {
            if (!rebase(*value)) {
                return false;
            }
        }
    }
    return left == 0;
}

bool FlatBatch::rebase(sluice_value& value) const {
    if (!is_text(value)) {
        return true;
    }
    const auto at = reinterpret_cast<std::uintptr_t>(value.u.s);
    if (at > bytes_ || value.len > bytes_ - at) {
        return false;
    }
    value.u.s = reinterpret_cast<const char*>(words_.data()) + at;
    return true;
}

}  // namespace host
