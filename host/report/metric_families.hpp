// Metrics by name, in the order in which they were first named: what prometheus-cpp's serialiser
// takes. Used by metrics_text; a value.
#pragma once

#include <cstdint>
#include <map>
#include <prometheus/metric_family.h>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace host {

// A name with the sentence that Prometheus shows of it.
struct MetricName {
    std::string_view name;
    std::string_view help;
};

struct MetricLabel {
    std::string_view name;
    std::string_view value;
};
using MetricLabels = std::vector<MetricLabel>;

class MetricFamilies {
public:
    void counter(const MetricName& name, const MetricLabels& labels, double value);
    void gauge(const MetricName& name, const MetricLabels& labels, double value);
    // Sum and number of what was observed.
    void
    summary(const MetricName& name, const MetricLabels& labels, double sum, std::uint64_t observed);

    std::vector<prometheus::MetricFamily> take() && { return std::move(families_); }

private:
    // The new metric of that name; null if another kind has the name.
    prometheus::ClientMetric*
    add(const MetricName& name, prometheus::MetricType type, const MetricLabels& labels);

    std::vector<prometheus::MetricFamily> families_;
    std::map<std::string, std::size_t, std::less<>> index_;
};

}  // namespace host
