// The extensions that a plugin's table offers, looked at before they are believed. Used by
// host/plugin and the runner; any thread.
#pragma once

#include <sluice/destination.h>
#include <sluice/trace.h>
#include <sluice/verify.h>

namespace host {

inline const void* extension_of(const sluice_plugin& plugin, const char* id) {
    return plugin.extension == nullptr ? nullptr : plugin.extension(id);
}

// Null if it is not offered, or lacks what it must have.
inline const sluice_verify* verify_of(const sluice_plugin& plugin) {
    const auto* verify = static_cast<const sluice_verify*>(extension_of(plugin, SLUICE_VERIFY_ID));
    const bool is_whole = verify != nullptr && SLUICE_HAS(verify, ask) &&
                          verify->validate != nullptr && verify->ask != nullptr;
    return is_whole ? verify : nullptr;
}

inline const sluice_trace* trace_of(const sluice_plugin& plugin) {
    const auto* trace = static_cast<const sluice_trace*>(extension_of(plugin, SLUICE_TRACE_ID));
    const bool is_whole = trace != nullptr && SLUICE_HAS(trace, preview) &&
                          trace->begin != nullptr && trace->preview != nullptr;
    return is_whole ? trace : nullptr;
}

}  // namespace host
