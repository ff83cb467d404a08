// The module's entry, and nothing else: sluice_destination_v1. The manifest is embedded by
// add_destination_plugin().
#include "webhook/destination.hpp"

#include <sluice/destination.hpp>

SLUICE_EXPORT_DESTINATION(webhook::Destination)
