// What the library exports; the manifest is added by the build.
#include "destination.hpp"

SLUICE_EXPORT_DESTINATION(Destination)
