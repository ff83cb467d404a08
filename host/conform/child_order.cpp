#include "host/conform/child_order.hpp"

#include "host/manifest/json_members.hpp"

namespace host {

boost::json::object to_json(const ChildOrder& order) {
    return {
        {"plugin", order.plugin},
        {"check", order.check},
        {"full", order.tier == CheckTier::full},
        {"seed", order.seed},
        {"folder", order.folder},
        {"endpoint", order.endpoint},
        {"dead_endpoint", order.dead_endpoint},
        {"profile", order.profile}};
}

// The parent is this same program, so what is absent or wrong stays as it is by default.
ChildOrder child_order_of(const boost::json::object& object) {
    std::string ignored;
    JsonMembers members{object, "", ignored};
    ChildOrder order;
    bool is_full = false;
    members.text("plugin", order.plugin);
    members.text("check", order.check);
    members.flag("full", is_full);
    order.tier = is_full ? CheckTier::full : CheckTier::quick;
    order.seed = members.count("seed").value_or(0);
    members.text("folder", order.folder);
    members.text("endpoint", order.endpoint);
    members.text("dead_endpoint", order.dead_endpoint);
    if (const boost::json::object* profile = members.object("profile")) {
        order.profile = *profile;
    }
    return order;
}

}  // namespace host
