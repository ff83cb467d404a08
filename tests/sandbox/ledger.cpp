#include "tests/sandbox/ledger.hpp"

#include <cstring>

namespace sandbox {
namespace {

void pack_size(std::string& out, std::size_t size) {
    const auto number = static_cast<std::uint32_t>(size);
    out.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void pack(std::string& out, std::string_view text) {
    pack_size(out, text.size());
    out += text;
}

void pack(std::string& out, const std::vector<Attribute>& attributes) {
    pack_size(out, attributes.size());
    for (const Attribute& attribute : attributes) {
        pack(out, attribute.name);
        pack(out, attribute.value);
    }
}

std::size_t packed_size(const std::vector<Attribute>& attributes) {
    std::size_t size = 4;
    for (const Attribute& attribute : attributes) {
        size += attribute.name.size() + attribute.value.size() + 8;
    }
    return size;
}

std::uint32_t unpack_size(std::string_view& from) {
    std::uint32_t number = 0;
    std::memcpy(&number, from.data(), sizeof number);
    from.remove_prefix(sizeof number);
    return number;
}

std::string_view unpack(std::string_view& from) {
    const std::uint32_t size = unpack_size(from);
    const std::string_view text = from.substr(0, size);
    from.remove_prefix(size);
    return text;
}

std::vector<Attribute> unpack_attributes(std::string_view& from) {
    std::vector<Attribute> attributes(unpack_size(from));
    for (Attribute& attribute : attributes) {
        attribute.name = unpack(from);
        attribute.value = unpack(from);
    }
    return attributes;
}

std::string packed(const Request& request, const Received& received) {
    const Keys& keys = received.keys;
    std::string text;
    const std::size_t heads = request.path.size() + request.host.size() + received.session.size() +
                              main_id(keys).size() + received.impression.size() +
                              received.request_id.size();
    text.reserve(heads + 96 + packed_size(received.attributes) + packed_size(received.others));
    pack(text, request.method);
    pack(text, request.path);
    pack(text, request.host);
    pack(text, received.client);
    pack(text, keys.third_party);
    pack(text, keys.tnt);
    pack(text, keys.ecid);
    pack(text, received.session);
    pack(text, received.impression);
    pack(text, received.request_id);
    pack(text, received.attributes);
    pack(text, received.others);
    return text;
}

}  // namespace

std::uint64_t Ledger::append(
    const Request& request, const Received& received, const Verdict& verdict, Moment arrival
) {
    ++last_;
    if (detail_ == Detail::full) {
        lines_.push_back(
            {.arrival = arrival,
             .connection = request.connection,
             .content = content_digest(received),
             .kind = received.kind,
             .verdict = verdict,
             .replied = false,
             .ended_after = 0,
             .text = packed(request, received)}
        );
    }
    return last_;
}

Ledger::Line* Ledger::line_of(std::uint64_t sequence) {
    const bool is_there = is_kept() && sequence >= first() && sequence <= last();
    return is_there ? &lines_[sequence - first()] : nullptr;
}

void Ledger::mark_replied(std::uint64_t sequence) {
    if (Line* line = line_of(sequence)) {
        line->replied = true;
    }
}

void Ledger::mark_ended(std::uint64_t sequence) {
    if (Line* line = line_of(sequence)) {
        line->ended_after = last_;
    }
}

LedgerEntry Ledger::entry(std::uint64_t sequence) const {
    const Line& line = lines_.at(sequence - first());
    std::string_view rest = line.text;
    LedgerEntry entry{};
    entry.sequence = sequence;
    entry.arrival = line.arrival;
    entry.connection = line.connection;
    entry.kind = line.kind;
    entry.verdict = line.verdict;
    entry.replied = line.replied;
    entry.ended_after = line.ended_after;
    entry.content = line.content;
    for (std::string_view* field :
         {&entry.method,
          &entry.path,
          &entry.host,
          &entry.client,
          &entry.keys.third_party,
          &entry.keys.tnt,
          &entry.keys.ecid,
          &entry.session,
          &entry.impression,
          &entry.request_id}) {
        *field = unpack(rest);
    }
    entry.attributes = unpack_attributes(rest);
    entry.others = unpack_attributes(rest);
    return entry;
}

void Ledger::clear() {
    lines_.clear();
    forgotten_ = last_;
}

}  // namespace sandbox
