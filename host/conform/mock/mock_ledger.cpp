#include "host/conform/mock/mock_ledger.hpp"

#include "host/manifest/json_members.hpp"

#include <boost/json/array.hpp>

#include <algorithm>

namespace host {
namespace {

namespace json = boost::json;

std::string as_characters(std::string_view bytes) {
    std::string text;
    text.reserve(bytes.size());
    for (const char c : bytes) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) {
            text += c;
        } else {
            text += static_cast<char>(0xc0U | (byte >> 6U));
            text += static_cast<char>(0x80U | (byte & 0x3fU));
        }
    }
    return text;
}

std::string as_bytes(std::string_view text) {
    std::string bytes;
    bytes.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if (byte < 0x80 || i + 1 == text.size()) {
            bytes += text[i];
        } else {
            const auto next = static_cast<unsigned char>(text[++i]);
            bytes += static_cast<char>(((byte & 0x03U) << 6U) | (next & 0x3fU));
        }
    }
    return bytes;
}

json::object to_json(const MockEntry& entry) {
    json::array records;
    for (const std::uint64_t number : entry.records) {
        records.emplace_back(number);
    }
    return {
        {"connection", entry.connection},
        {"method", as_characters(entry.request.method)},
        {"target", as_characters(entry.request.target)},
        {"head", as_characters(entry.request.head)},
        {"body", as_characters(entry.request.body)},
        {"records", std::move(records)},
        {"how", to_word(entry.how)},
        {"status", entry.status},
        {"retry_after", entry.retry_after},
        {"is_route", entry.is_route},
        {"is_answered", entry.is_answered},
        {"received_ms", entry.received_ms},
        {"answered_ms", entry.answered_ms}};
}

std::string bytes_at(JsonMembers& members, std::string_view name) {
    std::string text;
    members.text(name, text);
    return as_bytes(text);
}

MockEntry entry_of(const json::object& object) {
    std::string ignored;
    JsonMembers members{object, "", ignored};
    MockEntry entry;
    entry.connection = members.count("connection").value_or(0);
    entry.request.method = bytes_at(members, "method");
    entry.request.target = bytes_at(members, "target");
    entry.request.head = bytes_at(members, "head");
    entry.request.body = bytes_at(members, "body");
    if (const json::array* records = members.list("records")) {
        for (const json::value& number : *records) {
            entry.records.push_back(number.to_number<std::uint64_t>());
        }
    }
    entry.how = mock_reply_of(object).how;
    entry.status = static_cast<int>(members.count("status").value_or(0));
    members.text("retry_after", entry.retry_after);
    members.flag("is_route", entry.is_route);
    members.flag("is_answered", entry.is_answered);
    entry.received_ms = members.count("received_ms").value_or(0);
    entry.answered_ms = members.count("answered_ms").value_or(0);
    return entry;
}

}  // namespace

std::size_t MockLedger::requests_of(std::uint64_t record) const {
    return static_cast<std::size_t>(std::count_if(
        entries.begin(),
        entries.end(),
        [&](const MockEntry& entry) {
            return std::binary_search(entry.records.begin(), entry.records.end(), record);
        }
    ));
}

json::object to_json(const MockLedger& ledger) {
    json::array entries;
    for (const MockEntry& entry : ledger.entries) {
        entries.push_back(to_json(entry));
    }
    json::array faults;
    for (const std::string& fault : ledger.faults) {
        faults.emplace_back(fault);
    }
    return {
        {"entries", std::move(entries)},
        {"connections", ledger.connections},
        {"peak", ledger.peak},
        {"faults", std::move(faults)}};
}

MockLedger mock_ledger_of(const json::object& object) {
    std::string ignored;
    JsonMembers members{object, "", ignored};
    MockLedger ledger;
    members.each_object("entries", [&](const json::object& entry, const std::string&) {
        ledger.entries.push_back(entry_of(entry));
    });
    ledger.connections = members.count("connections").value_or(0);
    ledger.peak = members.count("peak").value_or(0);
    members.texts("faults", ledger.faults);
    return ledger;
}

}  // namespace host
