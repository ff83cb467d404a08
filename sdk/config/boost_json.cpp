// Boost.JSON, compiled into whatever links sluice::config: a module then needs no libboost_json.so
// and shares no state with a host's. Plugins that read JSON include its headers alone.
#include <boost/json/src.hpp>
