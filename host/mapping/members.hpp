// Members of an object by name, each name once. Used by host/mapping where objects become text.
// Pure.
#pragma once

#include "host/record/document.hpp"

#include <string_view>
#include <vector>

namespace host {

struct Member {
    std::string_view name;
    const Node* node = nullptr;
};

// Of members with the same name the last one stays, at its place.
void keep_last_of_each_name(std::vector<Member>& members);

}  // namespace host
