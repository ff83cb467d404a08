#include "host/config/read_delivery.hpp"

#include <chrono>
#include <utility>

namespace host {
namespace {

using std::chrono::milliseconds;

constexpr milliseconds any_time{0};
constexpr milliseconds some_time{1};
// A rate of less could not be told from a run that hangs.
constexpr double least_per_second = 1.0 / 3600;

// What the file does not say stays at the default of DeliverySettings.
template <class To, class From>
void take(To& to, std::optional<From> from) {
    if (from) {
        to = static_cast<To>(*std::move(from));
    }
}

template <class To, class From>
void take(std::optional<To>& to, std::optional<From> from) {
    if (from) {
        to = static_cast<To>(*std::move(from));
    }
}

void read_retry(const Section& retry, DeliverySettings& settings) {
    take(settings.retry_base, retry.milliseconds("base", some_time));
    take(settings.retry_cap, retry.milliseconds("cap", some_time));
    if (settings.retry_cap < settings.retry_base) {
        retry.error(
            retry.place("cap").value,
            "expected a cap that is not below base, found " +
                std::to_string(settings.retry_cap.count()) + "ms below " +
                std::to_string(settings.retry_base.count()) + "ms"
        );
    }
}

void check_rate(const RateLimit& rate, const Section& section, std::string_view name) {
    if (rate.per_second() < least_per_second) {
        const Place& place = section.place(name);
        section.error(
            place.value,
            "expected a rate of one update an hour at least, found " +
                (place.literal.empty() ? "less" : place.literal) + "; leave `rate` out for no limit"
        );
    }
}

RateLimit read_rate(const Section& pipeline) {
    RateLimit rate;
    if (const auto per_second = pipeline.number("rate")) {
        rate.limit = *per_second;
        check_rate(rate, pipeline, "rate");
    } else if (const auto section = pipeline.section("rate")) {
        const auto limit = section->number("limit");
        take(rate.limit, limit);
        take(rate.per, section->milliseconds("per", some_time));
        take(rate.burst, section->count("burst"));
        if (limit) {
            check_rate(rate, *section, "limit");
        }
    }
    return rate;
}

void read_section(const Section& delivery, DeliverySettings& settings) {
    take(settings.max_in_flight, delivery.count("max_in_flight"));
    take(settings.is_adaptive, delivery.flag("adaptive"));
    take(settings.max_life, delivery.seconds("max_life", some_time));
    take(settings.max_pause, delivery.seconds("max_pause", any_time));
    take(settings.drain_timeout, delivery.seconds("drain_timeout", any_time));
    take(settings.request_deadline, delivery.seconds("deadline", some_time));
    take(settings.max_open_records, delivery.count("max_open_records"));
    take(settings.max_open_bytes, delivery.count("max_open_bytes"));
    if (delivery.text("on_unknown") == "reject") {
        settings.on_unknown = OnUnknown::reject;
    }
    if (std::optional<Section> retry = delivery.section("retry")) {
        read_retry(*retry, settings);
    }
}

}  // namespace

DeliverySettings read_delivery(const Section& pipeline) {
    DeliverySettings settings;
    if (std::optional<Section> delivery = pipeline.section("delivery")) {
        read_section(*delivery, settings);
    }
    if (const auto coalesce = pipeline.text("coalesce")) {
        settings.coalesce = *coalesce == "merge"     ? Coalesce::merge
                            : *coalesce == "replace" ? Coalesce::replace
                                                     : Coalesce::off;
    }
    settings.skip_unchanged = pipeline.flag("skip_unchanged").value_or(false);
    if (std::optional<Section> guard = pipeline.section("guard")) {
        take(settings.guard_first, guard->count("first"));
        take(settings.guard_in_row, guard->count("in_a_row"));
    } else if (pipeline.flag("guard") == false) {
        settings.guard_first = 0;
        settings.guard_in_row = 0;
    }
    if (std::optional<Section> quota = pipeline.section("quota")) {
        take(settings.quota_limit, quota->count("limit"));
        take(settings.quota_window, quota->seconds("window", some_time));
    }
    settings.rate = read_rate(pipeline);
    return settings;
}

}  // namespace host
