#include "host/verify/kept_update.hpp"

#include <sluice/text.hpp>

namespace host {

KeptUpdate::KeptUpdate(std::span<const sluice_value> values, std::uint32_t op, std::string_view id)
    : values_{values.begin(), values.end()}, op_{op} {
    std::size_t bytes = id.size();
    for (const sluice_value& value : values) {
        bytes += sluice::to_view(value).size();
    }
    texts_.reserve(bytes);  // so that it stays where it is while it grows
    for (sluice_value& value : values_) {
        const std::string_view text = sluice::to_view(value);
        if (!text.empty()) {
            value.u.s = texts_.data() + texts_.size();
            texts_ += text;
        }
    }
    id_at_ = texts_.size();
    texts_ += id;
}

sluice_record KeptUpdate::record(std::uint64_t token) const {
    sluice_record record{};
    record.token = token;
    record.values = values_.data();
    record.n_values = static_cast<std::uint32_t>(values_.size());
    record.op = op_;
    record.id = sluice::to_str(std::string_view{texts_}.substr(id_at_));
    record.attempt = 1;
    return record;
}

std::size_t KeptUpdate::bytes() const {
    return sizeof *this + values_.capacity() * sizeof(sluice_value) + texts_.capacity();
}

}  // namespace host
