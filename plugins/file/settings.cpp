#include "file/settings.hpp"

#include "file/members.hpp"

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace file {

namespace {

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

void read_path(const Members& config, Settings& settings) {
    settings.path = config.text("path").value_or("");
    if (!is_file_path(settings.path)) {
        config.fault(
            "path",
            "bad_path",
            "expected the path of a file, its name at most 230 bytes long, found " +
                std::string{settings.path.empty() ? "none" : "something else"}
        );
    }
}

void read_format(const Members& config, Settings& settings) {
    const std::string format = config.text("format").value_or("ndjson");
    settings.format = format == "csv" ? Format::csv : Format::ndjson;
    if (format != "csv" && format != "ndjson") {
        config.fault("format", "bad_format", "expected ndjson or csv, found another");
    }
    if (config.boolean("disarm_formulas").value_or(false)) {
        settings.formulas = Formulas::disarm;
    }
    if (!config.boolean("fsync").value_or(true)) {
        settings.durability = Durability::cached;
    }
}

void read_rotation(const Members& rotate, Settings& settings) {
    rotate.expect_only({"max_bytes", "max_age"});
    if (const auto bytes = rotate.integer("max_bytes")) {
        settings.max_bytes = static_cast<std::uint64_t>(std::max(*bytes, least_bytes));
        if (*bytes < least_bytes || *bytes > most_bytes) {
            rotate.fault(
                "max_bytes",
                "out_of_range",
                "expected 1024 to 2^50, found " + std::to_string(*bytes)
            );
        }
    }
    if (const auto age = rotate.text("max_age")) {
        settings.max_age = parse_duration(*age);
        if (!settings.max_age || *settings.max_age < least_age || *settings.max_age > most_age) {
            rotate.fault(
                "max_age", "bad_duration", "expected 1s to 366 days as in 15m or 24h, found another"
            );
        }
    }
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) {
        return std::nullopt;
    }
    const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
    if (unit == "ms") {
        return std::chrono::milliseconds{number};
    }
    if (unit == "s") {
        return std::chrono::seconds{number};
    }
    if (unit == "m") {
        return std::chrono::minutes{number};
    }
    return unit == "h" ? std::optional<std::chrono::milliseconds>{std::chrono::hours{number}}
                       : std::nullopt;
}

Settings read_settings(std::string_view config_json, std::vector<ConfigFault>& faults) {
    const Members config{config_json, "/config", faults};
    Settings settings;
    config.expect_only({"path", "format", "rotate", "fsync", "disarm_formulas"});
    read_path(config, settings);
    read_format(config, settings);
    read_rotation(config.section("rotate"), settings);
    return settings;
}

Options read_options(std::string_view options_json, std::vector<ConfigFault>& faults) {
    const Members options{options_json, "/options", faults};
    options.expect_only({"op_column", "id_column"});
    Options result;
    result.has_op = options.boolean("op_column").value_or(true);
    result.has_id = options.boolean("id_column").value_or(false);
    return result;
}

}  // namespace file
