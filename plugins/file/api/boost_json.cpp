// Boost.JSON, compiled into the plugin: the module then needs no libboost_json.so and shares no
// state with a host's.
#include <boost/json/src.hpp>
