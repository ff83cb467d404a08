// Records into rows into files: gathers rows, appends them together, and answers their records when
// they are on the disk. Owned by the destination, used on its writing thread alone.
#pragma once

#include "file/api/problem.hpp"
#include "file/api/row_plan.hpp"
#include "file/disk/part_file.hpp"
#include "file/settings.hpp"

#include <sluice/host.hpp>
#include <sluice/outcome.hpp>
#include <sluice/record.hpp>

#include <cstddef>
#include <deque>
#include <optional>
#include <string>
#include <vector>

namespace file {

class Writer {
public:
    using Clock = PartFile::Clock;

    Writer(sluice::Host host, const Settings& settings, RowPlan plan);

    // Writes all of `group`, which is empty afterwards, and gives each its verdict. A record that
    // has no row is rejected; if the disk refuses, the others are answered RETRY for the whole
    // destination.
    void write(std::deque<sluice::Record>& group);

    // After write() threw: records that still wait answer RETRY.
    void give_up();

    // When the open file is old enough to be finished; none: it has no such time.
    std::optional<Clock::time_point> due() const { return due_; }
    void finish_if_old();
    // Finishes the open file; the next one is made for the next record.
    void finish();

private:
    std::optional<RowFault> encode(const sluice::Record& record);
    void make_room(std::size_t row);
    void settle();
    std::optional<DiskFault> open();
    std::optional<DiskFault> append();
    void close();
    void answer(const sluice::Outcome& outcome);

    sluice::Host host_;
    Settings settings_;
    RowPlan plan_;
    PartSpec spec_;

    std::optional<PartFile> part_;
    std::optional<Clock::time_point> due_;
    Clock::time_point no_finish_before_{};  // after a rename that failed
    std::string rows_;                      // encoded, not yet in the file
    std::vector<sluice::Record> waiting_;   // theirs
};

}  // namespace file
