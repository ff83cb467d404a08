#include "tests/conformance/bad/is_json.hpp"

#include <boost/json/src.hpp>

namespace bad {

bool is_json(std::string_view text) {
    boost::json::error_code error;
    boost::json::parse({text.data(), text.size()}, error);
    return !error;
}

}  // namespace bad
