#include "webhook/api/record_statuses.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <optional>

namespace webhook {

namespace {

namespace json = boost::json;

std::optional<std::int64_t> integer(const json::object& entry, std::string_view name) {
    const json::value* const found = entry.if_contains({name.data(), name.size()});
    return found != nullptr && found->is_int64() ? std::optional{found->get_int64()} : std::nullopt;
}

// By its own index, else by its place if the list is one by order.
std::optional<std::size_t>
index_of(const json::object& entry, std::optional<std::size_t> place, std::size_t count) {
    const auto index = integer(entry, "index");
    if (!index) {
        return place;
    }
    const bool fits = *index >= 0 && static_cast<std::uint64_t>(*index) < count;
    return fits ? std::optional{static_cast<std::size_t>(*index)} : std::nullopt;
}

void take(const json::array& list, std::vector<bool>& taken, std::vector<RecordStatus>& statuses) {
    const std::size_t count = taken.size();
    for (std::size_t i = 0; i < list.size(); ++i) {
        const json::object* const entry = list[i].if_object();
        const auto status = entry == nullptr ? std::nullopt : integer(*entry, "status");
        if (!status || *status < 100 || *status > 599) {
            continue;
        }
        const auto place = list.size() == count ? std::optional{i} : std::nullopt;
        const auto index = index_of(*entry, place, count);
        if (index && !taken[*index]) {
            taken[*index] = true;
            statuses.push_back({.index = *index, .status = static_cast<int>(*status)});
        }
    }
}

}  // namespace

std::vector<RecordStatus> record_statuses(std::string_view body, std::size_t count) {
    std::vector<RecordStatus> statuses;
    json::error_code error;
    const json::value value = json::parse({body.data(), body.size()}, error);
    const json::object* const reply = error ? nullptr : value.if_object();
    if (reply == nullptr) {
        return statuses;
    }
    std::vector<bool> taken(count, false);
    for (const json::string_view name : {"results", "errors"}) {
        const json::value* const list = reply->if_contains(name);
        if (list != nullptr && list->is_array()) {
            take(list->get_array(), taken, statuses);
        }
    }
    return statuses;
}

}  // namespace webhook
