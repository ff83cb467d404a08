#include "host/state/final_set.hpp"

#include <limits>

namespace host {
namespace {

constexpr char version = 1;
constexpr std::uint64_t top = std::numeric_limits<std::uint64_t>::max();

void put(std::string& out, std::uint64_t value) {
    while (value >= 0x80) {
        out.push_back(static_cast<char>((value & 0x7fU) | 0x80U));
        value >>= 7U;
    }
    out.push_back(static_cast<char>(value));
}

// Takes a varint off the front; none if it is cut, overlong or above 64 bits.
std::optional<std::uint64_t> take(std::string_view& bytes) {
    std::uint64_t value = 0;
    for (unsigned shift = 0; shift < 64 && !bytes.empty(); shift += 7) {
        const auto byte = static_cast<unsigned char>(bytes.front());
        bytes.remove_prefix(1);
        const std::uint64_t part = byte & 0x7fU;
        if (part << shift >> shift != part || (byte == 0 && shift != 0)) {
            return std::nullopt;
        }
        value |= part << shift;
        if (byte < 0x80) {
            return value;
        }
    }
    return std::nullopt;
}

// A count of elements that take at least two bytes each, so that a wrong one cannot ask for much
// memory.
std::optional<std::uint64_t> take_count(std::string_view& bytes) {
    const auto count = take(bytes);
    return count && *count <= bytes.size() / 2 ? count : std::nullopt;
}

// a + b, none above 64 bits.
std::optional<std::uint64_t> sum(std::uint64_t a, std::uint64_t b) {
    return b > top - a ? std::nullopt : std::optional{a + b};
}

bool put_runs(std::string& out, const Checkpoint& checkpoint) {
    std::uint64_t from = checkpoint.next.ordinal;
    put(out, checkpoint.runs.size());
    for (const FinalRun& run : checkpoint.runs) {
        if (run.first < from || run.last < run.first || run.last == top) {
            return false;
        }
        put(out, run.first - from);
        put(out, run.last - run.first);
        from = run.last + 1;
    }
    return true;
}

bool put_updates(std::string& out, const Checkpoint& checkpoint) {
    FinalUpdate before{.ordinal = checkpoint.next.ordinal, .sub = 0};
    bool first = true;
    put(out, checkpoint.updates.size());
    for (const FinalUpdate& update : checkpoint.updates) {
        const bool same = !first && update.ordinal == before.ordinal;
        if (update.ordinal < before.ordinal || (same && update.sub <= before.sub)) {
            return false;
        }
        put(out, update.ordinal - before.ordinal);
        put(out, same ? update.sub - before.sub - 1 : update.sub);
        before = update;
        first = false;
    }
    return true;
}

std::optional<std::vector<FinalRun>> take_runs(std::string_view& bytes, std::uint64_t base) {
    const auto count = take_count(bytes);
    if (!count) {
        return std::nullopt;
    }
    std::vector<FinalRun> runs;
    runs.reserve(*count);
    std::uint64_t from = base;
    for (std::uint64_t i = 0; i < *count; ++i) {
        const auto gap = take(bytes);
        const auto more = take(bytes);
        const auto first = gap ? sum(from, *gap) : std::nullopt;
        const auto last = first && more ? sum(*first, *more) : std::nullopt;
        if (!last || *last == top) {
            return std::nullopt;
        }
        runs.push_back({.first = *first, .last = *last});
        from = *last + 1;
    }
    return runs;
}

std::optional<std::vector<FinalUpdate>> take_updates(std::string_view& bytes, std::uint64_t base) {
    const auto count = take_count(bytes);
    if (!count) {
        return std::nullopt;
    }
    std::vector<FinalUpdate> updates;
    updates.reserve(*count);
    std::uint64_t ordinal = base;
    for (std::uint64_t i = 0; i < *count; ++i) {
        const auto gap = take(bytes);
        const auto low = take(bytes);
        const auto here = gap ? sum(ordinal, *gap) : std::nullopt;
        if (!here || !low) {
            return std::nullopt;
        }
        const bool same = i != 0 && *gap == 0;
        const auto sub = sum(*low, same ? std::uint64_t{updates.back().sub} + 1 : 0);
        if (!sub || *sub > std::numeric_limits<std::uint32_t>::max()) {
            return std::nullopt;
        }
        updates.push_back({.ordinal = *here, .sub = static_cast<std::uint32_t>(*sub)});
        ordinal = *here;
    }
    return updates;
}

}  // namespace

std::optional<std::string> encode_finals(const Checkpoint& checkpoint) {
    std::string out;
    out.reserve(8 + 4 * (checkpoint.runs.size() + checkpoint.updates.size()));
    out.push_back(version);
    if (!put_runs(out, checkpoint) || !put_updates(out, checkpoint)) {
        return std::nullopt;
    }
    return out;
}

std::optional<StoredFinals> decode_finals(std::string_view bytes, std::uint64_t base) {
    if (bytes.empty() || bytes.front() != version) {
        return std::nullopt;
    }
    bytes.remove_prefix(1);
    auto runs = take_runs(bytes, base);
    auto updates = runs ? take_updates(bytes, base) : std::nullopt;
    if (!updates || !bytes.empty()) {
        return std::nullopt;
    }
    return StoredFinals{.runs = std::move(*runs), .updates = std::move(*updates)};
}

}  // namespace host
