#include "host/command/reject_text.hpp"

#include "host/command/json_line.hpp"
#include "host/report/table.hpp"
#include "host/report/text.hpp"

#include <algorithm>

namespace host {
namespace {

// All but the payload.
JsonLine why_line(const RejectRow& row) {
    JsonLine json;
    json.number("id", row.id)
        .text("pipeline", row.pipeline)
        .text("reason", row.why.code)
        .text("message", row.why.message)
        .text("field", row.why.field)
        .number("reply_code", row.why.vendor_code)
        .number("attempts", row.attempts)
        .raw("maybe_delivered", row.why.maybe_delivered ? "true" : "false")
        .text("time", utc_text(row.unix_ms))
        .text("overtaken", row.overtaken_ms == 0 ? "" : utc_text(row.overtaken_ms))
        .text("source", row.source)
        .count("line", row.at.line)
        .number("update", row.sub);
    return json;
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
    std::uint64_t all = 0;
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
        all += group.count;
    }
    return table.text() + count_text(all) + (all == 1 ? " reject\n" : " rejects\n");
}

std::string reject_text(const RejectRow& row) {
    return why_line(row).text("payload", row.payload).line();
}

std::string reject_export(const RejectRow& row, PayloadAs as) {
    if (as == PayloadAs::text) {
        return reject_text(row);
    }
    // Line ends in a JSON text are blanks: within a string they would be escaped.
    std::string payload = row.payload;
    std::replace_if(
        payload.begin(), payload.end(), [](char c) { return c == '\n' || c == '\r'; }, ' '
    );
    return why_line(row).raw("payload", payload).line();
}

}  // namespace host
