// The hash by which lanes tell users apart. Used by Mapping, on the host thread. Pure.
#pragma once

#include "host/record/record.hpp"

#include <sluice/destination.h>

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace host {

// 64 bits over the text; who does not know the seed cannot choose texts that collide.
std::uint64_t keyed_hash(std::string_view text, std::uint64_t seed);

// One entry of an action's `order_by`: the slots whose texts, together, name a user.
class UserKeyEntry {
public:
    struct Field {
        std::string name;
        std::size_t slot = 0;
    };
    // The fields of the entry that the mapping has.
    explicit UserKeyEntry(const std::vector<Field>& fields);

    // Never 0, unless all fields are null or absent: then 0. The text decides, not the type (the
    // number 5 and "5" are one user to the far side), and so does the field's name, so that equal
    // texts in different fields differ.
    UserKey key(std::span<const sluice_value> values, std::uint64_t seed) const;

private:
    struct Tagged {
        std::uint64_t tag = 0;
        std::size_t slot = 0;
    };
    std::vector<Tagged> fields_;
};

}  // namespace host
