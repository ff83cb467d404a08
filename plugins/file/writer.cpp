#include "file/writer.hpp"

#include "file/api/csv_row.hpp"
#include "file/api/ndjson_row.hpp"

#include <cstdint>
#include <iterator>
#include <utility>

namespace file {

namespace {

using sluice::Outcome;
using sluice::Verdict;

// Rows are handed to the system in pieces of about this size.
constexpr std::size_t most_row_bytes = std::size_t{1} << 20U;
// A file that could not be renamed goes on growing; this long until the next try.
constexpr std::chrono::seconds rename_again{30};

Outcome rejected(const RowFault& fault) {
    Outcome outcome;
    outcome.verdict = Verdict::rejected;
    outcome.reason = sluice::Reason::invalid_field;
    outcome.code = "bad_value";
    outcome.message = fault.problem;
    outcome.field = fault.field;
    return outcome;
}

// The disk is everybody's: the whole destination waits for it.
Outcome paused(const DiskFault& fault) {
    Outcome outcome;
    outcome.verdict = Verdict::retry;
    outcome.reason = sluice::Reason::server;
    outcome.whole_destination = true;
    outcome.maybe_delivered = fault.may_be_kept;
    outcome.requests = fault.may_be_kept ? 1 : 0;
    outcome.code = fault.code;
    outcome.message = fault.message;
    return outcome;
}

Outcome delivered() {
    Outcome outcome;
    outcome.verdict = Verdict::delivered;
    outcome.requests = 1;
    return outcome;
}

PartSpec part_spec(const Settings& settings, const RowPlan& plan) {
    PartSpec spec;
    spec.path = settings.path;
    spec.format = settings.format;
    spec.durability = settings.durability;
    if (settings.format == Format::csv) {
        spec.header = csv_header(plan, settings.formulas);
    }
    return spec;
}

}  // namespace

Writer::Writer(sluice::Host host, const Settings& settings, RowPlan plan)
    : host_{host}, settings_{settings}, plan_{std::move(plan)}, spec_{part_spec(settings_, plan_)} {
}

// The main path. Rows are gathered, written and synced together; verdicts come after that.
void Writer::write(std::deque<sluice::Record>& group) {
    if (group.empty()) {
        return;
    }
    if (const auto fault = open()) {
        std::move(group.begin(), group.end(), std::back_inserter(waiting_));
        group.clear();
        answer(paused(*fault));
        return;
    }
    while (!group.empty()) {
        sluice::Record record = std::move(group.front());
        group.pop_front();
        const std::size_t row = rows_.size();
        if (const auto fault = encode(record)) {
            std::move(record).finish(rejected(*fault));
            continue;
        }
        make_room(row);
        waiting_.push_back(std::move(record));
        if (rows_.size() >= most_row_bytes) {
            settle();
        }
    }
    settle();
}

std::optional<RowFault> Writer::encode(const sluice::Record& record) {
    const RowInput input{.values = record.values(), .op = record.op(), .id = record.id()};
    return settings_.format == Format::csv ? append_csv_row(rows_, plan_, input, settings_.formulas)
                                           : append_ndjson_row(rows_, plan_, input);
}

// If the row that begins at `row` in rows_ would make the file too large, what stands before it is
// written and the file is finished.
void Writer::make_room(std::size_t row) {
    const std::uint64_t size = part_ ? part_->size() : 0;
    const std::uint64_t header = size == 0 ? spec_.header.size() : 0;
    const bool fits = !settings_.max_bytes || size + header + rows_.size() <= *settings_.max_bytes;
    if (fits || size + row == 0) {
        return;
    }
    const std::string next = rows_.substr(row);
    rows_.resize(row);
    settle();
    finish();
    rows_ = next;
}

void Writer::settle() {
    if (waiting_.empty()) {
        return;
    }
    const auto fault = append();
    rows_.clear();
    answer(fault ? paused(*fault) : delivered());
}

std::optional<DiskFault> Writer::open() {
    if (part_) {
        return std::nullopt;
    }
    auto opened = PartFile::open(spec_);
    if (!opened) {
        return std::move(opened).error();
    }
    part_.emplace(*std::move(opened));
    if (settings_.max_age) {
        due_ = part_->born() + *settings_.max_age;
    }
    return std::nullopt;
}

std::optional<DiskFault> Writer::append() {
    if (auto fault = open()) {
        return fault;
    }
    if (part_->size() == 0) {
        rows_.insert(0, spec_.header);
    }
    auto fault = part_->append(rows_);
    if (!fault) {
        fault = part_->sync();
    }
    if (fault) {
        close();
    }
    return fault;
}

void Writer::close() {
    part_.reset();
    due_.reset();
}

void Writer::answer(const Outcome& outcome) {
    for (sluice::Record& record : waiting_) {
        std::move(record).finish(outcome);
    }
    waiting_.clear();
}

void Writer::give_up() {
    rows_.clear();
    waiting_.clear();
}

void Writer::finish_if_old() {
    if (due_ && Clock::now() >= *due_) {
        finish();
    }
}

void Writer::finish() {
    const auto now = Clock::now();
    if (!part_ || now < no_finish_before_) {
        return;
    }
    const auto fault = part_->finish(now);
    if (!fault) {
        close();
        return;
    }
    no_finish_before_ = now + rename_again;
    due_ = settings_.max_age ? std::optional{no_finish_before_} : std::nullopt;
    host_.log(sluice::LogLevel::warn, fault->message, {"code", fault->code});
}

}  // namespace file
