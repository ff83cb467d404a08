#include "file/settings.hpp"

#include <sluice/config/config_reader.hpp>

#include <algorithm>
#include <array>
#include <cstddef>

namespace file {

namespace {

constexpr std::array<std::string_view, 5> setting_names{
    "path", "format", "rotate", "fsync", "disarm_formulas"};
constexpr std::array<std::string_view, 2> rotate_names{"max_bytes", "max_age"};
constexpr std::array<std::string_view, 2> option_names{"op_column", "id_column"};

// Less than a block of the disk is no file worth a name.
constexpr std::int64_t least_bytes = 1024;
constexpr std::int64_t most_bytes = std::int64_t{1} << 50U;
constexpr std::chrono::milliseconds least_age{1'000};
constexpr std::chrono::milliseconds most_age = std::chrono::hours{24 * 366};

// NAME_MAX is 255, and the longest that is put behind a name, -20261124T150000Z-10000, has 23.
constexpr std::size_t longest_name = 230;

bool is_file_path(const std::string& path) {
    const std::size_t slash = path.rfind('/');
    const std::string name = path.substr(slash == std::string::npos ? 0 : slash + 1);
    return !name.empty() && name != "." && name != ".." && name.size() <= longest_name &&
           path.size() < 4000 && path.find('\0') == std::string::npos;
}

void read_path(const sluice::ConfigReader& config, Settings& settings) {
    settings.path = config.text("path", "");
    if (!is_file_path(settings.path)) {
        config.fault(
            "path",
            "bad_path",
            "expected the path of a file, its name at most 230 bytes long, found " +
                std::string{settings.path.empty() ? "none" : "something else"}
        );
    }
}

void read_format(const sluice::ConfigReader& config, Settings& settings) {
    const std::string format = config.text("format", "ndjson");
    settings.format = format == "csv" ? Format::csv : Format::ndjson;
    if (format != "csv" && format != "ndjson") {
        config.fault("format", "bad_format", "expected ndjson or csv, found another");
    }
    if (config.boolean("disarm_formulas", false)) {
        settings.formulas = Formulas::disarm;
    }
    if (!config.boolean("fsync", true)) {
        settings.durability = Durability::cached;
    }
}

void read_rotation(const sluice::ConfigReader& rotate, Settings& settings) {
    rotate.expect_only(rotate_names);
    if (rotate.has("max_bytes")) {
        const std::int64_t bytes = rotate.integer("max_bytes", least_bytes);
        settings.max_bytes = static_cast<std::uint64_t>(std::max(bytes, least_bytes));
        if (bytes < least_bytes || bytes > most_bytes) {
            rotate.fault(
                "max_bytes", "out_of_range", "expected 1024 to 2^50, found " + std::to_string(bytes)
            );
        }
    }
    if (rotate.has("max_age")) {
        const auto age = rotate.duration("max_age", least_age);
        settings.max_age = age;
        if (age < least_age || age > most_age) {
            rotate.fault(
                "max_age", "out_of_range", "expected 1s to 366 days as in 15m or 24h, found another"
            );
        }
    }
}

}  // namespace

Settings read_settings(std::string_view config_json, std::vector<sluice::ConfigFault>& faults) {
    const sluice::ConfigReader config{config_json, "/config", faults};
    Settings settings;
    config.expect_only(setting_names);
    read_path(config, settings);
    read_format(config, settings);
    read_rotation(config.section("rotate"), settings);
    return settings;
}

Options read_options(std::string_view options_json, std::vector<sluice::ConfigFault>& faults) {
    const sluice::ConfigReader options{options_json, "/options", faults};
    options.expect_only(option_names);
    Options result;
    result.has_op = options.boolean("op_column", true);
    result.has_id = options.boolean("id_column", false);
    return result;
}

}  // namespace file
