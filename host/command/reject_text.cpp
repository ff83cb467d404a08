#include "host/command/reject_text.hpp"

#include "host/report/table.hpp"
#include "host/report/text.hpp"

namespace host {
namespace {

void member(std::string& json, std::string_view name, std::string_view text) {
    json += json.size() == 1 ? "" : ",";
    append_json_quoted(json, name);
    json += ':';
    append_json_quoted(json, text);
}

void member(std::string& json, std::string_view name, std::int64_t number) {
    json += json.size() == 1 ? "" : ",";
    append_json_quoted(json, name);
    json += ':' + std::to_string(number);
}

}  // namespace

std::string groups_text(const std::vector<RejectGroup>& groups) {
    if (groups.empty()) {
        return "no rejects\n";
    }
    Table table{
        {{"PIPELINE"},
         {"REASON"},
         {"FIELD"},
         {"COUNT", Align::right},
         {"OVERTAKEN", Align::right},
         {"FIRST (UTC)"},
         {"LAST (UTC)"}}};
    for (const RejectGroup& group : groups) {
        table.row(
            {group.pipeline,
             group.code,
             group.field,
             count_text(group.count),
             count_text(group.overtaken),
             utc_minute_text(group.first_ms),
             utc_minute_text(group.last_ms)}
        );
    }
    return table.text();
}

std::string reject_text(const RejectRow& row) {
    std::string json = "{";
    member(json, "id", row.id);
    member(json, "pipeline", row.pipeline);
    member(json, "reason", row.why.code);
    member(json, "message", row.why.message);
    member(json, "field", row.why.field);
    member(json, "reply_code", std::int64_t{row.why.vendor_code});
    member(json, "attempts", std::int64_t{row.attempts});
    json += std::string{",\"maybe_delivered\":"} + (row.why.maybe_delivered ? "true" : "false");
    member(json, "time", utc_text(row.unix_ms));
    member(json, "overtaken", row.overtaken_ms == 0 ? "" : utc_text(row.overtaken_ms));
    member(json, "source", row.source);
    member(json, "line", static_cast<std::int64_t>(row.at.line));
    member(json, "update", std::int64_t{row.sub});
    member(json, "payload", row.payload);
    return json + "}\n";
}

}  // namespace host
