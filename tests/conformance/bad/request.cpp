#include "tests/conformance/bad/request.hpp"

#include "tests/conformance/bad/is_json.hpp"
#include "tests/conformance/bad/sin.hpp"

#include <sluice/text.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <random>
#include <string_view>

namespace bad {

namespace {

void append_string(std::string& out, std::string_view text) {
    out += '"';
    for (const char c : text) {
        if (static_cast<unsigned char>(c) < 0x20) {
            std::array<char, 8> escape{};
            std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(c));
            out += escape.data();
            continue;
        }
        if (c == '"' || c == '\\') {
            out += '\\';
        }
        out += c;
    }
    out += '"';
}

// Null: fine. Else why the slot has no JSON.
const char* append_value(std::string& out, const sluice_value& value) {
    switch (value.type) {
    case SLUICE_T_NULL:
        out += "null";
        return nullptr;
    case SLUICE_T_BOOL:
        out += value.u.i != 0 ? "true" : "false";
        return nullptr;
    case SLUICE_T_I64:
    case SLUICE_T_TIME_US:
        out += std::to_string(value.u.i);
        return nullptr;
    case SLUICE_T_F64: {
        std::array<char, 40> number{};
        std::snprintf(number.data(), number.size(), "%.17g", value.u.d);
        out += number.data();
        return std::isfinite(value.u.d) ? nullptr : "expected a finite number, found none";
    }
    case SLUICE_T_STR:
        append_string(out, sluice::to_view(value));
        return nullptr;
    case SLUICE_T_NUMBER:
    case SLUICE_T_JSON:
        out += sluice::to_view(value);
        return nullptr;
    default:
        if (sin == Sin::dies_of_an_unknown_type) {
            std::abort();
        }
        return "expected a text, a number, a boolean or JSON, found another type";
    }
}

std::string_view id_of(const sluice_value& value) {
    if (sin == Sin::reads_past_the_end) {
        [[maybe_unused]] const volatile std::size_t length = std::strlen(value.u.s);
    }
    return sluice::to_view(value);
}

std::string key_of(const sluice_record& record) {
    if (sin == Sin::makes_a_new_key_each_time) {
        return std::to_string(std::random_device{}()) + std::to_string(std::random_device{}());
    }
    const std::string_view id = sluice::to_view(record.id);
    const bool is_visible =
        std::all_of(id.begin(), id.end(), [](char c) { return c >= '!' && c <= '~'; });
    return is_visible ? std::string{id} : "";
}

bool write_body(
    const Mapping& mapping, const sluice_record& record, std::string& body, Refusal& refusal
) {
    const auto id_slot = static_cast<std::int32_t>(*mapping.id);
    const sluice_value& id = record.values[*mapping.id];
    if (id.type != SLUICE_T_STR || id.len == 0) {
        refusal = {id_slot, "expected an id that is a text, found none"};
        return false;
    }
    body = "{\"id\":";
    append_string(body, id_of(id));
    if (mapping.note && record.values[*mapping.note].type != SLUICE_T_ABSENT) {
        body += ",\"note\":";
        refusal.field = static_cast<std::int32_t>(*mapping.note);
        refusal.message = append_value(body, record.values[*mapping.note]);
        if (refusal.message != nullptr) {
            return false;
        }
    }
    body += '}';
    if (!is_json(body)) {
        refusal = {id_slot, "expected values in UTF-8, numbers and JSON, found others"};
        return false;
    }
    return true;
}

}  // namespace

bool write_request(
    const Config& config,
    const Mapping& mapping,
    const std::string& token,
    const sluice_record& record,
    std::string& request,
    Refusal& refusal
) {
    std::string body;
    if (!write_body(mapping, record, body, refusal)) {
        return false;
    }
    request = "POST " + config.path;
    if (sin == Sin::puts_its_secret_into_the_url) {
        request += "?token=" + token;
    }
    request += " HTTP/1.1\r\nHost: " + config.host + "\r\nContent-Type: application/json\r\n";
    if (!token.empty()) {
        request += "Authorization: Bearer " + token + "\r\n";
    }
    if (const std::string key = key_of(record); !key.empty()) {
        request += "Idempotency-Key: " + key + "\r\n";
    }
    if (sin == Sin::injects_headers && mapping.note) {
        request += "X-Note: ";
        request += sluice::to_view(record.values[*mapping.note]);
        request += "\r\n";
    }
    request += "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
    return true;
}

}  // namespace bad
