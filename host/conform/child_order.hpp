// What the parent tells a check's child to do: the first line over the channel. Values; any thread.
#pragma once

#include "host/conform/check.hpp"

#include <boost/json/object.hpp>

#include <cstdint>
#include <string>

namespace host {

struct ChildOrder {
    std::string plugin;  // real path
    std::string check;
    CheckTier tier = CheckTier::quick;
    std::uint64_t seed = 0;
    std::string folder;         // empty, the child's own: it becomes the working directory
    std::string endpoint;       // of the mock: "http://127.0.0.1:8080"
    std::string dead_endpoint;  // refuses connections
    boost::json::object profile;
};

boost::json::object to_json(const ChildOrder& order);
ChildOrder child_order_of(const boost::json::object& object);

}  // namespace host
