// The table of the pipeline file's keys: name, type, default, what it is for. The parser's checks
// and the editors' schema are both made of it, so neither can forget a key. Any thread.
#pragma once

#include <boost/json/object.hpp>

namespace host {

// The whole file, in the subset of host/manifest/schema.hpp. Pipelines are open for keys that may
// be an action's options; `where` is described by condition_schema().
boost::json::object file_schema();

// One map within `where`; all, any and not hold further ones.
boost::json::object condition_schema();

// One value under `mapping`.
boost::json::object rule_schema();

// The sections of a pipeline that say how it delivers: delivery, coalesce, guard, quota,
// rejects, verify.
boost::json::object delivery_schemas();

}  // namespace host
