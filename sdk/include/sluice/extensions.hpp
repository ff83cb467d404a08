// The optional hooks of a Destination, each an extension of the ABI that a class has by having the
// functions. Included by thunks.hpp alone.
//
//     class Mine final : public sluice::Destination {
//         // sluice.verify/1: what does the far side know of a record's user? See verify.h.
//         static constexpr std::chrono::milliseconds settle_time{60'000};
//         static void validate_verify(sluice::Findings& findings, const sluice::Spec& spec);
//         void verify(sluice::Question question);          // [serial] answer on any thread
//
//         // sluice.trace/1: what goes out for a record, and what comes back. See trace.h.
//         void trace(sluice::Trace trace);                  // [serial] before the first send
//         void preview(const sluice::Record& record);       // [serial] tells, sends nothing
//     };
#pragma once

#include <sluice/error.hpp>
#include <sluice/findings.hpp>
#include <sluice/host.hpp>
#include <sluice/question.hpp>
#include <sluice/record.hpp>
#include <sluice/spec.hpp>
#include <sluice/trace.hpp>
#include <sluice/verify.h>

#include <chrono>
#include <concepts>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <utility>

namespace sluice {

template <class D>
concept Verifier =
    requires(D& destination, Question question, Findings& findings, const Spec& spec) {
    { D::settle_time } -> std::convertible_to<std::chrono::milliseconds>;
    { D::validate_verify(findings, spec) } -> std::same_as<void>;
    { destination.verify(std::move(question)) } -> std::same_as<void>;
};

template <class D>
concept Tracer = requires(D& destination, Trace trace, const Record& record) {
    { destination.trace(trace) } -> std::same_as<void>;
    { destination.preview(record) } -> std::same_as<void>;
};

// The C functions behind the extensions of D. `Wall` is Thunks<D>.
template <class D, class Wall>
struct Extensions {
    static sluice_rc validate_verify(
        const sluice_host* services, sluice_ctx* context, const sluice_spec* spec
    ) noexcept {
        const Host host{services, context};
        return Wall::guarded(host, [&]() -> sluice_rc {
            Findings findings{host};
            D::validate_verify(findings, Spec{*spec});
            return findings.errors() == 0 ? SLUICE_OK : SLUICE_E_UNSUPPORTED;
        });
    }

    // A throw answers UNTOLD for the question it held, by Question's destructor.
    static sluice_rc
    ask(sluice_instance* self, const sluice_verify_host* table, const sluice_question_batch* batch
    ) noexcept {
        const Host host = Wall::host_of(self);
        for (std::size_t i = 0; i < batch->n_records; ++i) {
            Wall::swallowed(host, "ask", [&] {
                Wall::destination_of(self).verify(Question{host, *table, *batch, batch->records[i]}
                );
            });
        }
        return SLUICE_OK;
    }

    static sluice_rc begin_trace(sluice_instance* self, const sluice_trace_host* table) noexcept {
        const Host host = Wall::host_of(self);
        return Wall::guarded(host, [&]() -> sluice_rc {
            Wall::destination_of(self).trace(Trace{host, *table});
            return SLUICE_OK;
        });
    }

    // A record whose verdict nobody hears: it is not sent.
    static sluice_rc preview(sluice_instance* self, const sluice_record* record) noexcept {
        sluice_host deaf = *Wall::host_of(self).table();
        deaf.complete = [](sluice_ctx*, const sluice_result*, std::size_t) {};
        return Wall::guarded(Wall::host_of(self), [&]() -> sluice_rc {
            const Record shown{Host{&deaf, Wall::host_of(self).context()}, *record};
            Wall::destination_of(self).preview(shown);
            return SLUICE_OK;
        });
    }

    static const void* extension(const char* id) noexcept {
        const std::string_view wanted = id;
        if constexpr (Verifier<D>) {
            static constexpr sluice_verify verify{
                .struct_size = sizeof(sluice_verify),
                .settle_ms =
                    static_cast<std::uint32_t>(std::chrono::milliseconds{D::settle_time}.count()),
                .validate = validate_verify,
                .ask = ask};
            if (wanted == SLUICE_VERIFY_ID) {
                return &verify;
            }
        }
        if constexpr (Tracer<D>) {
            static constexpr sluice_trace trace{
                .struct_size = sizeof(sluice_trace),
                .reserved0 = 0,
                .begin = begin_trace,
                .preview = preview};
            if (wanted == SLUICE_TRACE_ID) {
                return &trace;
            }
        }
        return nullptr;
    }
};

}  // namespace sluice
