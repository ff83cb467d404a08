#include "tests/sandbox/delivery_visitor.hpp"

#include "tests/sandbox/identifier.hpp"

#include <algorithm>
#include <array>

namespace sandbox {
namespace {

namespace json = boost::json;

bool read_customer_id(JsonFields& fields, const json::value& entry) {
    const json::object* customer = entry.if_object();
    if (customer == nullptr) {
        return fields.fail("id.customerIds", "must hold objects");
    }
    std::string_view id;
    std::string_view code;
    std::string_view state;
    if (!fields.text(*customer, "id", 128, id) ||
        !fields.text(*customer, "integrationCode", 50, code) ||
        !fields.text(*customer, "authenticatedState", 32, state)) {
        return false;
    }
    constexpr std::array<std::string_view, 4> states{"", "unknown", "authenticated", "logged_out"};
    const bool is_state = std::find(states.begin(), states.end(), state) != states.end();
    return is_state ||
           fields.fail("authenticatedState", "must be unknown, authenticated or logged_out");
}

bool read_customer_ids(JsonFields& fields, const json::object& id, const Keys& keys) {
    const json::array* list = nullptr;
    if (!fields.array(id, "customerIds", 50, list) || list == nullptr || list->empty()) {
        return fields.is_sound();
    }
    if (keys.ecid.empty()) {
        return fields.fail("id.customerIds", "need marketingCloudVisitorId");
    }
    return std::all_of(list->begin(), list->end(), [&fields](const json::value& entry) {
        return read_customer_id(fields, entry);
    });
}

}  // namespace

bool read_visitor(JsonFields& fields, const json::object& body, Keys& keys) {
    const json::object* id = nullptr;
    if (!fields.object(body, "id", id) || id == nullptr) {
        return fields.is_sound();
    }
    if (!fields.text(*id, "tntId", 128, keys.tnt) ||
        !fields.text(*id, "thirdPartyId", 256, keys.third_party) ||
        !fields.text(*id, "marketingCloudVisitorId", 128, keys.ecid)) {
        return false;
    }
    if (!keys.tnt.empty() && !is_tnt_id(keys.tnt)) {
        return fields.fail("id.tntId", "must have one dot");
    }
    if (!keys.third_party.empty() && !is_third_party_id(keys.third_party)) {
        return fields.fail("id.thirdPartyId", "must have no + or /");
    }
    return read_customer_ids(fields, *id, keys);
}

}  // namespace sandbox
