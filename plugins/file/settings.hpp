// The destination's configuration and the action's options as typed values. Read by
// validate_mapping and by the destination at init; values, any thread afterwards.
#pragma once

#include "file/api/csv_row.hpp"
#include "file/api/row_ends.hpp"
#include "file/disk/part_file.hpp"

#include <sluice/config/config_reader.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace file {

struct Settings {
    std::string path;
    Format format = Format::ndjson;
    Formulas formulas = Formulas::leave;
    Durability durability = Durability::synced;
    std::optional<std::uint64_t> max_bytes;            // of one file; none: no limit
    std::optional<std::chrono::milliseconds> max_age;  // of one file; none: no limit
};

struct Options {
    bool has_op = true;   // op_column
    bool has_id = false;  // id_column
};

// Each reads its JSON text. What is wrong goes to `faults`, all of it; the values are good if it
// stays empty.
Settings read_settings(std::string_view config_json, std::vector<sluice::ConfigFault>& faults);
Options read_options(std::string_view options_json, std::vector<sluice::ConfigFault>& faults);

}  // namespace file
