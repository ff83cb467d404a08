// The class that a plugin's author derives from, and the macro that puts it behind the C ABI.
//
//     class Mine final : public sluice::Destination {
//     public:
//         static void validate(sluice::Findings& findings, const sluice::Spec& spec);
//         Mine(sluice::Host host, const sluice::Spec& spec);                   // may throw
//         sluice::Error sluice_limits limits() const override; void send(sluice::Record record)
//         override; void cancel() override; void shutdown(std::chrono::nanoseconds deadline)
//         override;
//     };
//     SLUICE_EXPORT_DESTINATION(Mine)
//
// The manifest comes from add_destination_plugin(... MANIFEST manifest.json).
#pragma once

#include <sluice/error.hpp>
#include <sluice/findings.hpp>
#include <sluice/host.hpp>
#include <sluice/record.hpp>
#include <sluice/spec.hpp>

#include <chrono>
#include <concepts>

namespace sluice {

class Destination {
public:
    Destination() = default;
    Destination(const Destination&) = delete;
    Destination& operator=(const Destination&) = delete;
    virtual ~Destination() = default;

    // [serial] Asked once, after construction. The host never exceeds them.
    virtual sluice_limits limits() const = 0;
    // [serial] Returns fast; finish the record on any thread, now or later.
    virtual void send(Record record) = 0;
    // [serial] Proves credentials and reachability: throws Error with what is wrong. May block on
    // the network.
    virtual void check() {}
    // [serial] Sends now what is held back for batching.
    virtual void flush() {}
    // [any thread] Finishes everything open, promptly; may be called twice.
    virtual void cancel() = 0;
    // [serial] Joins threads; the object is destroyed next. deadline: CLOCK_MONOTONIC.
    virtual void shutdown(std::chrono::nanoseconds deadline) = 0;
};

// What SLUICE_EXPORT_DESTINATION asks of a class; a wrong signature fails here, in one line.
template <class D>
concept DestinationPlugin = std::derived_from<D, Destination> &&
    std::constructible_from<D, Host, const Spec&> &&
    requires(Findings& findings, const Spec& spec) {
    { D::validate(findings, spec) } -> std::same_as<void>;
};

}  // namespace sluice

#include <sluice/thunks.hpp>

#define SLUICE_EXPORT_DESTINATION(Class)                                                           \
    static_assert(sluice::DestinationPlugin<Class>);                                               \
    extern "C" SLUICE_EXPORT const sluice_plugin* sluice_destination_v1(void) {                    \
        return &sluice::Thunks<Class>::table;                                                      \
    }
