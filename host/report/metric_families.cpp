#include "host/report/metric_families.hpp"

#include "host/report/text.hpp"

#include <algorithm>

namespace host {
namespace {

// The serialiser escapes labels, but takes the help as it is.
std::string help_text(std::string_view help) {
    std::string out;
    for (const char c : printable(help)) {
        out.append(c == '\\' ? 2 : 1, c);
    }
    return out;
}

}  // namespace

using prometheus::ClientMetric;
using prometheus::MetricFamily;
using prometheus::MetricType;

ClientMetric*
MetricFamilies::add(const MetricName& name, MetricType type, const MetricLabels& labels) {
    const auto [at, is_new] = index_.try_emplace(std::string{name.name}, families_.size());
    if (is_new) {
        MetricFamily& family = families_.emplace_back();
        family.name = name.name;
        family.help = help_text(name.help);
        family.type = type;
    }
    MetricFamily& family = families_[at->second];
    if (family.type != type) {
        return nullptr;
    }
    std::vector<ClientMetric::Label> all;
    for (const MetricLabel& label : labels) {
        all.push_back({std::string{label.name}, printable(label.value)});
    }
    // Prometheus refuses a whole scrape in which one line stands twice.
    const bool is_there =
        std::any_of(family.metric.begin(), family.metric.end(), [&](const ClientMetric& metric) {
            return metric.label == all;
        });
    if (is_there) {
        return nullptr;
    }
    ClientMetric& metric = family.metric.emplace_back();
    metric.label = std::move(all);
    return &metric;
}

void MetricFamilies::counter(const MetricName& name, const MetricLabels& labels, double value) {
    if (ClientMetric* metric = add(name, MetricType::Counter, labels)) {
        metric->counter.value = value;
    }
}

void MetricFamilies::gauge(const MetricName& name, const MetricLabels& labels, double value) {
    if (ClientMetric* metric = add(name, MetricType::Gauge, labels)) {
        metric->gauge.value = value;
    }
}

void MetricFamilies::summary(
    const MetricName& name, const MetricLabels& labels, double sum, std::uint64_t observed
) {
    if (ClientMetric* metric = add(name, MetricType::Summary, labels)) {
        metric->summary.sample_sum = sum;
        metric->summary.sample_count = observed;
    }
}

}  // namespace host
