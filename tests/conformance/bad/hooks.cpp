// The plugin's table and its hooks; what happens at load. Nothing is thrown past a hook but by the
// one whose sin it is.
#include "tests/conformance/bad/guest.hpp"
#include "tests/conformance/bad/instance.hpp"
#include "tests/conformance/bad/sin.hpp"

#include <sluice/spec.hpp>
#include <sluice/text.hpp>

#include <cstdio>
#include <exception>
#include <string_view>
#include <thread>
#include <unistd.h>
#include <utility>

namespace bad {

namespace {

Instance* the_instance = nullptr;  // of the one that has_one_instance

Instance& of(sluice_instance* self) {
    return sin == Sin::has_one_instance ? *the_instance : *reinterpret_cast<Instance*>(self);
}

sluice_str describe() {
    return sluice::to_str(
        sin == Sin::describes_another ? "{\"id\":\"org.example.another\"}" : sluice_manifest_v1
    );
}

void report(const sluice_host* host, sluice_ctx* context, const Fault& fault) {
    const bool has_path = sin != Sin::reports_without_a_path;
    const sluice_issue issue{
        sizeof(sluice_issue),
        SLUICE_SEV_ERROR,
        sluice::to_str(has_path ? std::string_view{fault.path} : ""),
        sluice::to_str(fault.code),
        sluice::to_str(fault.message)};
    host->report(context, &issue);
}

struct Read {
    Config config;
    Mapping mapping;
    bool is_good = false;
};

Read read(const sluice_host* host, sluice_ctx* context, const sluice_spec* spec) {
    std::vector<Fault> faults;
    Read result;
    result.config = read_config(sluice::to_view(spec->config_json), faults);
    if (sin == Sin::accepts_any_config) {
        faults.clear();
    }
    result.mapping = read_mapping(sluice::Spec{*spec}, faults);
    for (const Fault& fault : faults) {
        report(host, context, fault);
    }
    result.is_good = faults.empty();
    return result;
}

sluice_rc validate_mapping(const sluice_host* host, sluice_ctx* context, const sluice_spec* spec) {
    try {
        const Read found = read(host, context, spec);
        if (sin == Sin::connects_in_validate_mapping && found.is_good) {
            knock_at(found.config.port);
        }
        return found.is_good ? SLUICE_OK : SLUICE_E_INVALID;
    } catch (const std::exception&) {
        return SLUICE_E_NOMEM;
    }
}

sluice_rc init(
    const sluice_host* host,
    sluice_ctx* context,
    const sluice_spec* spec,
    sluice_limits* limits,
    sluice_instance** self
) {
    try {
        Read found = read(host, context, spec);
        if (!found.is_good) {
            return SLUICE_E_INVALID;
        }
        if (sin == Sin::needs_the_endpoint_in_init && !knock_at(found.config.port)) {
            report(host, context, {"/config/endpoint", "unreachable", "expected a listener"});
            return SLUICE_E_UNAVAILABLE;
        }
        sin_as_a_guest(host, context);
        auto* const made =
            new Instance{host, context, std::move(found.config), found.mapping};  // NOLINT
        the_instance = made;
        limits->struct_size = sizeof(sluice_limits);
        limits->max_batch_records = Instance::workers;
        limits->max_in_flight = Instance::workers;
        limits->max_batch_bytes = 0;
        *self = reinterpret_cast<sluice_instance*>(made);
        return SLUICE_OK;
    } catch (const std::exception&) {
        return SLUICE_E_NOMEM;
    }
}

sluice_rc check(sluice_instance* self) {
    return of(self).check();
}

sluice_rc send(sluice_instance* self, const sluice_batch* batch) {
    return of(self).send(*batch);
}

void cancel(sluice_instance* self) {
    of(self).cancel();
}

void shutdown(sluice_instance* self, std::uint64_t /*deadline*/) {
    Instance* const mine = &of(self);
    mine->shutdown();
    delete mine;  // NOLINT(cppcoreguidelines-owning-memory): made in init()
}

[[gnu::constructor]] void at_load() {
    if (sin == Sin::prints_at_load) {
        std::puts("hello");
        std::fflush(stdout);
    } else if (sin == Sin::connects_at_load) {
        knock_at(9);
    } else if (sin == Sin::starts_a_thread_at_load) {
        std::thread{[] { ::pause(); }}.detach();
    }
}

constexpr sluice_plugin table(std::uint32_t size, bool has_cancel) {  // NOLINT: the bool is a sin
    return {
        .struct_size = size,
        .abi_minor = SLUICE_ABI_MINOR,
        .min_host_minor = 0,
        .flags = 0,
        .describe = describe,
        .validate_mapping = validate_mapping,
        .init = init,
        .check = check,
        .send = send,
        .flush = nullptr,
        .cancel = has_cancel ? cancel : nullptr,
        .shutdown = shutdown,
        .extension = nullptr};
}

constexpr sluice_plugin good_table = table(sizeof(sluice_plugin), true);
constexpr sluice_plugin short_table = table(16, true);
constexpr sluice_plugin lacking_table = table(sizeof(sluice_plugin), false);

}  // namespace

}  // namespace bad

extern "C" SLUICE_EXPORT const sluice_plugin* sluice_destination_v1() {
    switch (bad::sin) {
    case bad::Sin::has_a_short_table:
        return &bad::short_table;
    case bad::Sin::lacks_a_hook:
        return &bad::lacking_table;
    default:
        return &bad::good_table;
    }
}
