#include "tests/conformance/bad/sin.hpp"

// SIN is defined by the build, one for each plugin.
constinit const bad::Sin bad::sin = bad::Sin::SIN;
