// The C functions behind SLUICE_EXPORT_DESTINATION. Nothing is thrown past them. Included by
// destination.hpp alone.
#pragma once

#include <sluice/destination.h>
#include <sluice/error.hpp>
#include <sluice/extensions.hpp>
#include <sluice/findings.hpp>
#include <sluice/host.hpp>
#include <sluice/record.hpp>
#include <sluice/spec.hpp>
#include <sluice/text.hpp>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <memory>
#include <new>
#include <string_view>

namespace sluice {

template <class D>
class Thunks {
    friend struct Extensions<D, Thunks>;

    struct Instance {
        Host host;
        D destination;
        Instance(Host services, const Spec& spec) : host{services}, destination{services, spec} {}
    };

    static Instance& of(sluice_instance* self) { return *reinterpret_cast<Instance*>(self); }
    static Host host_of(sluice_instance* self) { return of(self).host; }
    static D& destination_of(sluice_instance* self) { return of(self).destination; }

    // Runs `body`; what it throws becomes a code, and a report where reports are allowed.
    template <class Body>
    static sluice_rc guarded(Host host, Body body) noexcept {
        try {
            return body();
        } catch (const Error& error) {
            host.report(Severity::error, error.path(), error.code(), error.what());
            return error.rc();
        } catch (const std::bad_alloc&) {
            return SLUICE_E_NOMEM;
        } catch (const std::exception& error) {
            host.report(Severity::error, "", "internal", error.what());
            return SLUICE_E_INTERNAL;
        } catch (...) {
            return SLUICE_E_INTERNAL;
        }
    }

    // For the hooks that have no way to answer: a throw is logged, and the record handles answer
    // for themselves.
    template <class Body>
    static void swallowed(Host host, std::string_view hook, Body body) noexcept {
        try {
            body();
        } catch (...) {
            try {
                host.log(LogLevel::error, "a hook threw", {"hook", hook});
            } catch (...) {  // out of memory: nothing is left to say it with
                return;
            }
        }
    }

    static sluice_str describe() noexcept { return to_str(std::string_view{sluice_manifest_v1}); }

    static sluice_rc validate_mapping(
        const sluice_host* services, sluice_ctx* context, const sluice_spec* spec
    ) noexcept {
        const Host host{services, context};
        return guarded(host, [&]() -> sluice_rc {
            Findings findings{host};
            D::validate(findings, Spec{*spec});
            return findings.errors() == 0 ? SLUICE_OK : SLUICE_E_INVALID;
        });
    }

    static sluice_rc init(
        const sluice_host* services,
        sluice_ctx* context,
        const sluice_spec* spec,
        sluice_limits* limits,
        sluice_instance** self
    ) noexcept {
        const Host host{services, context};
        return guarded(host, [&]() -> sluice_rc {
            auto instance = std::make_unique<Instance>(host, Spec{*spec});
            *limits = instance->destination.limits();
            limits->struct_size = sizeof(sluice_limits);
            *self = reinterpret_cast<sluice_instance*>(instance.release());
            return SLUICE_OK;
        });
    }

    static sluice_rc check(sluice_instance* self) noexcept {
        return guarded(of(self).host, [&]() -> sluice_rc {
            of(self).destination.check();
            return SLUICE_OK;
        });
    }

    // std::chrono::steady_clock is CLOCK_MONOTONIC. 0, and what the clock will never show, is none.
    static Record::Deadline deadline_of(const sluice_batch& batch) noexcept {
        constexpr auto never = Record::Deadline::max().time_since_epoch();
        const std::uint64_t due = batch.deadline_mono_ns;
        if (due == 0 || due >= static_cast<std::uint64_t>(never.count())) {
            return Record::Deadline::max();
        }
        return Record::Deadline{std::chrono::nanoseconds{due}};
    }

    // A throw answers RETRY for the record it held, by Record's destructor; the rest of the batch
    // still goes its way.
    static sluice_rc send(sluice_instance* self, const sluice_batch* batch) noexcept {
        const Host host = of(self).host;
        const Record::Deadline due = deadline_of(*batch);
        for (std::size_t i = 0; i < batch->n_records; ++i) {
            swallowed(host, "send", [&] {
                of(self).destination.send(Record{host, batch->records[i], due});
            });
        }
        return SLUICE_OK;
    }

    static void flush(sluice_instance* self) noexcept {
        swallowed(of(self).host, "flush", [&] { of(self).destination.flush(); });
    }

    static void cancel(sluice_instance* self) noexcept {
        swallowed(of(self).host, "cancel", [&] { of(self).destination.cancel(); });
    }

    static void shutdown(sluice_instance* self, std::uint64_t deadline_mono_ns) noexcept {
        swallowed(of(self).host, "shutdown", [&] {
            of(self).destination.shutdown(std::chrono::nanoseconds{deadline_mono_ns});
        });
        delete &of(self);
    }

public:
    static constexpr sluice_plugin table{
        .struct_size = sizeof(sluice_plugin),
        .abi_minor = SLUICE_ABI_MINOR,
        .min_host_minor = 0,
        .flags = 0,
        .describe = describe,
        .validate_mapping = validate_mapping,
        .init = init,
        .check = check,
        .send = send,
        .flush = flush,
        .cancel = cancel,
        .shutdown = shutdown,
        .extension = Verifier<D> || Tracer<D> ? Extensions<D, Thunks>::extension : nullptr,
    };
};

}  // namespace sluice
