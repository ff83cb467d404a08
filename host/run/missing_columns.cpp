#include "host/run/missing_columns.hpp"

#include "host/manifest/did_you_mean.hpp"
#include "host/manifest/schema_words.hpp"
#include "host/source/csv_columns.hpp"

#include <algorithm>
#include <optional>
#include <string>

namespace host {
namespace {

class Comparison {
public:
    Comparison(const Pipeline& pipeline, const CsvHeader& columns)
        : pipeline_{pipeline}, columns_{columns} {}

    void rule(const Rule& rule) {
        if (!rule.constant) {
            column(rule.path, "for " + rule.field, rule.at);
        }
    }

    void condition(const Condition& condition) {
        if (condition.parts.empty()) {
            column(condition.path, "for where", condition.at);
        }
        for (const Condition& part : condition.parts) {
            this->condition(part);
        }
    }

    std::vector<Issue> take() && { return std::move(issues_); }

private:
    void column(const std::string& name, const std::string& purpose, const Mark& at) {
        const bool is_whole_row = name == "$" || name.empty();
        if (is_whole_row || std::find(columns_.begin(), columns_.end(), name) != columns_.end()) {
            return;
        }
        const std::optional<std::string> meant = did_you_mean(name, columns_);
        issues_.push_back(
            {Issue::Severity::warning,
             at,
             pipeline_.name + ": expected a column of " + pipeline_.source.path + ' ' + purpose +
                 ", found none named " + in_quotes(name) +
                 " in its header row: it is absent in every row" +
                 (meant ? "; did you mean '" + *meant + "'?" : "")}
        );
    }

    const Pipeline& pipeline_;
    const CsvHeader& columns_;
    std::vector<Issue> issues_;
};

}  // namespace

std::vector<Issue> missing_columns(const Pipeline& pipeline) {
    if (pipeline.source.format != Format::csv || pipeline.source.path == "-") {
        return {};
    }
    const auto columns = csv_columns(pipeline.source.path);
    if (!columns) {
        return {};  // said by the run, if it comes to one
    }
    Comparison comparison{pipeline, *columns};
    for (const Rule& rule : pipeline.mapping) {
        comparison.rule(rule);
    }
    if (pipeline.where) {
        comparison.condition(*pipeline.where);
    }
    return std::move(comparison).take();
}

}  // namespace host
