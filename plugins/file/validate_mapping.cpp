#include "file/validate_mapping.hpp"

#include "file/columns.hpp"
#include "file/settings.hpp"

#include <sluice/text/utf8.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace file {

namespace {

using sluice::Findings;
using sluice::Spec;

// Names of columns, against each other.
class Columns {
public:
    Columns(Findings& findings, const Settings& settings, const Options& options)
        : findings_{findings}, settings_{settings} {
        if (options.has_op) {
            taken_.push_back({"op", "the option op_column; set it to false, or rename the column"});
        }
        if (options.has_id) {
            taken_.push_back({"id", "the option id_column; set it to false, or rename the column"});
        }
    }

    void check(const sluice::Field& field, const std::string& path) {
        const auto name = column_name(field.name());
        if (!name) {
            findings_.error(
                path,
                "unknown_field",
                "expected column.<name> or column.*, found '" + std::string{field.name()} + "'"
            );
            return;
        }
        if (*name == "*") {
            check_members(field, path);
        } else {
            check_name(*name, path);
        }
        if (field.may_be_many()) {
            findings_.error(
                path,
                "several_values",
                "expected one value, found a mapping that may give several; join them, or pick one "
                "as in items[0]"
            );
        }
    }

private:
    struct Taken {
        std::string_view name;
        std::string by;
    };

    void check_members(const sluice::Field& field, const std::string& path) {
        if (settings_.format == Format::csv) {
            findings_.error(
                path,
                "open_columns",
                "expected columns by name, found column.*: the header of a CSV file is written "
                "before its records are known; map column.<name>, or use format: ndjson"
            );
        }
        if (field.constant().type != SLUICE_T_ABSENT) {
            findings_.error(path, "bad_constant", "expected an object, found a constant");
        }
        take("*", path);
    }

    void check_name(std::string_view name, const std::string& path) {
        if (!sluice::is_utf8(name)) {
            findings_.error(
                path, "bad_name", "expected the column's name in UTF-8, found other bytes"
            );
            return;
        }
        take(name, path);
    }

    void take(std::string_view name, const std::string& path) {
        const auto before = std::find_if(taken_.begin(), taken_.end(), [&](const Taken& each) {
            return each.name == name;
        });
        if (before != taken_.end()) {
            findings_.error(
                path,
                "mapped_twice",
                "expected each column once, found '" + std::string{name} + "' again; it is " +
                    before->by
            );
            return;
        }
        taken_.push_back({name, path});
    }

    Findings& findings_;
    const Settings& settings_;
    std::vector<Taken> taken_;
};

}  // namespace

void validate_mapping(Findings& findings, const Spec& spec) {
    std::vector<sluice::ConfigFault> faults;
    const Settings settings = read_settings(spec.config_json(), faults);
    const Options options = read_options(spec.options_json(), faults);
    for (const sluice::ConfigFault& fault : faults) {
        findings.error(fault.path, fault.code, fault.message);
    }
    if (spec.action() != "write") {
        findings.error(
            "/action",
            "unknown_action",
            "expected write, found '" + std::string{spec.action()} + "'"
        );
        return;
    }
    if (spec.size() == 0) {
        findings.error(
            "/fields", "missing_field", "expected a mapping for column.<name>, found none; map one"
        );
    }
    Columns columns{findings, settings, options};
    for (std::size_t i = 0; i < spec.size(); ++i) {
        columns.check(spec.field(i), "/fields/" + std::to_string(i));
    }
}

}  // namespace file
