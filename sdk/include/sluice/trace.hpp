// What a plugin says to the far side and hears from it, told to an operator who looks at one user:
// the extension sluice.trace/1. Any thread.
#pragma once

#include <sluice/destination.h>
#include <sluice/host.hpp>
#include <sluice/text.hpp>
#include <sluice/trace.h>

#include <cstdint>
#include <string_view>

namespace sluice {

enum class Traced : std::uint32_t {
    request = SLUICE_TRACE_REQUEST,
    reply = SLUICE_TRACE_REPLY,
    note = SLUICE_TRACE_NOTE,
};

// A view, valid until shutdown() has returned.
class Trace {
public:
    Trace(Host host, const sluice_trace_host& table) : host_{host}, table_{&table} {}

    // `record_id` is Record::id(). No secret stands in `text`: a token is written as ***.
    void tell(std::string_view record_id, Traced what, std::string_view text) const {
        table_->tell(
            host_.context(), to_str(record_id), static_cast<std::uint32_t>(what), to_str(text)
        );
    }

private:
    Host host_;
    const sluice_trace_host* table_;
};

}  // namespace sluice
