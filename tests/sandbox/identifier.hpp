// Adobe's rules for the names of visitors and sessions, shared by the calls that carry them; pure.
#pragma once

#include <string_view>

namespace sandbox {

/// 1–256 characters (Target limits), no `+` and no `/` (Bulk Profile Update API).
bool is_third_party_id(std::string_view id);

/// 1–128 characters with one dot: `<id>.<cluster>_<node>` (Delivery API specification, id.tntId).
bool is_tnt_id(std::string_view id);

/// 1–128 characters (Delivery API specification, id.marketingCloudVisitorId).
bool is_ecid(std::string_view id);

/// 1–128 printable characters, none of space ? / { } (Target limits).
bool is_session_id(std::string_view id);

/// `28` of `<id>.28_20`; empty when the id names no edge.
std::string_view edge_of_tnt_id(std::string_view id);

/// `28` of `mboxedge28.tt.omtrdc.net` or `mboxedge28.tt.omtrdc.net:443`; empty for any other host.
std::string_view edge_of_host(std::string_view host);

}  // namespace sandbox
