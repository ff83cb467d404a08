// What a plugin can be expected to reject without being asked: an update that lacks what the
// action's manifest calls mandatory, or the user that it is for. Used by the dry run; host thread.
#pragma once

#include "host/manifest/manifest.hpp"
#include "host/record/record.hpp"

#include <sluice/destination.h>

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace host {

class MandatoryFields {
public:
    // `mapped`: the fields of the mapping, slot by slot.
    MandatoryFields(const ActionSpec& action, std::span<const sluice_field> mapped);

    // A required field that is absent, null or empty in the update; or the fields of order_by, "a
    // or b", if none of its mapped keys is whole.
    std::optional<std::string> missing_in(const Slots& update) const;

private:
    struct Field {
        std::string name;
        std::size_t slot = 0;
    };
    using Key = std::vector<Field>;

    std::vector<Field> required_;
    std::vector<Key> keys_;  // those of order_by of which every field is mapped
};

}  // namespace host
