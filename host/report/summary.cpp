#include "host/report/summary.hpp"

#include "host/report/table.hpp"
#include "host/report/text.hpp"

namespace host {
namespace {

std::string rate(const PipelineSummary& one) {
    const double seconds = std::chrono::duration<double>(one.duration).count();
    const auto ended = static_cast<double>(one.counts.finals());
    return seconds > 0 ? rate_text(ended / seconds) : "-";
}

Table counts_table(const Summary& summary) {
    const auto right = [](const char* header) { return TableColumn{header, Align::right}; };
    Table table{
        {TableColumn{"PIPELINE"},
         right("RECORDS"),
         right("UPDATES"),
         right(summary.dry_run ? "WOULD SEND" : "DELIVERED"),
         right("UNCHANGED"),
         right("SUPERSEDED"),
         right("FILTERED"),
         right("REJECTED"),
         right("PENDING"),
         right("MAYBE TWICE"),
         right("REQUESTS"),
         right("TIME"),
         right("RATE")}};
    for (const PipelineSummary& one : summary.pipelines) {
        const Counts& counts = one.counts;
        table.row(
            {one.pipeline,
             count_text(counts.records),
             count_text(counts.updates),
             count_text(counts.delivered),
             count_text(counts.unchanged),
             count_text(counts.superseded),
             count_text(counts.filtered),
             count_text(counts.rejected),
             count_text(one.pending),
             count_text(counts.maybe_repeated),
             count_text(one.requests),
             duration_text(one.duration),
             rate(one)}
        );
    }
    return table;
}

std::string sum_text(const PipelineSummary& one, bool dry_run) {
    const Counts& counts = one.counts;
    std::string out = count_text(counts.updates) + " updates ";
    out.append(adds_up(counts, one.pending) ? "= " : "BUT ");
    out.append(count_text(counts.delivered))
        .append(dry_run ? " would be sent + " : " delivered + ");
    out.append(count_text(counts.unchanged)).append(" unchanged + ");
    out.append(count_text(counts.superseded)).append(" superseded + ");
    out.append(count_text(counts.filtered)).append(" filtered + ");
    out.append(count_text(counts.rejected)).append(" rejected + ");
    out.append(count_text(one.pending)).append(" pending");
    if (!adds_up(counts, one.pending)) {
        out.append(": this does not add up, a bug in Sluice; please report it with the log");
    }
    return out;
}

// So that the command can be pasted into a shell.
std::string quoted(const std::string& word) {
    constexpr std::string_view plain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                       "0123456789_-./,:@%+=";
    if (!word.empty() && word.find_first_not_of(plain) == std::string::npos) {
        return word;
    }
    std::string out = "'";
    for (const char c : word) {
        out.append(c == '\'' ? "'\\''" : std::string{c});
    }
    return out + "'";
}

std::string rejects_text(const PipelineSummary& one, const Summary& summary) {
    std::string out = count_text(one.rejects_kept);
    out.append(one.rejects_kept == 1 ? " reject is" : " rejects are");
    out.append(" kept in ").append(printable(summary.state_directory));
    out.append("; list them: sluice rejects list --pipeline ").append(quoted(one.pipeline));
    return out + " " + quoted(summary.pipeline_file);
}

void add_line(std::string& out, const PipelineSummary& one, const std::string& text) {
    out.append(printable(one.pipeline)).append(": ").append(text).append("\n");
}

void add_lines(std::string& out, const PipelineSummary& one, const Summary& summary) {
    add_line(out, one, sum_text(one, summary.dry_run));
    if (!one.note.empty()) {
        add_line(out, one, printable(one.note));
    }
    if (!one.stopped.empty()) {
        add_line(out, one, "stopped before the end: " + printable(one.stopped));
        add_line(out, one, "nothing is lost; run the same command again to go on");
    }
    if (one.counts.maybe_repeated != 0) {
        add_line(
            out,
            one,
            count_text(one.counts.maybe_repeated) +
                " delivered after an attempt without an answer, perhaps twice"
        );
    }
    if (!one.plugin_deaths.empty()) {
        add_line(out, one, printable(one.plugin_deaths));
    }
    if (!one.quota.empty()) {
        add_line(out, one, "quota: " + one.quota);
    }
    for (const std::string& line : one.verify) {
        add_line(out, one, printable(line));
    }
    for (const auto& [counter, count] : one.counters) {
        add_line(out, one, printable(counter) + " " + count_text(count));
    }
    if (one.rejects_dropped != 0) {
        add_line(
            out,
            one,
            count_text(one.rejects_dropped) +
                (one.rejects_dropped == 1 ? " older reject was" : " older rejects were") +
                " dropped, as the pipeline's `rejects` says"
        );
    }
    if (one.rejects_kept != 0) {
        add_line(out, one, rejects_text(one, summary));
    }
}

}  // namespace

bool adds_up(const Counts& counts, std::uint64_t pending) {
    return counts.updates == counts.finals() + pending;
}

std::string summary_text(const Summary& summary) {
    std::string out;
    if (summary.dry_run) {
        out.append("dry run: nothing was sent, nothing was saved\n");
    }
    out.append(counts_table(summary).text());
    for (const PipelineSummary& one : summary.pipelines) {
        add_lines(out, one, summary);
    }
    return out;
}

}  // namespace host
