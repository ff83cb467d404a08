#include "webhook/validate_mapping.hpp"

#include "webhook/field_names.hpp"
#include "webhook/settings.hpp"

#include <fstream>
#include <string>
#include <vector>

namespace webhook {

void validate_mapping(sluice::Findings& findings, const sluice::Spec& spec) {
    if (spec.action() != "send") {
        findings.error(
            "/action", "unknown_action", "expected send, found '" + std::string{spec.action()} + "'"
        );
    }
    for (std::size_t i = 0; i < spec.size(); ++i) {
        if (!field_name(spec.field(i).name())) {
            findings.error(
                "/fields/" + std::to_string(i),
                "unknown_field",
                "expected field.<name>, found '" + std::string{spec.field(i).name()} + "'"
            );
        }
    }
    std::vector<sluice::ConfigFault> faults;
    const std::vector<std::string> names = field_names(spec);
    const Settings settings = read_settings(spec.config_json(), names, faults);
    for (const auto& fault : faults) {
        findings.error(fault.path, fault.code, fault.message);
    }
    const std::string& ca_file = settings.client.ca_file;
    if (!ca_file.empty() && !std::ifstream{ca_file}) {
        findings.error(
            "/config/tls/ca_file",
            "unreadable_ca_file",
            "expected a PEM file, found none that can be read at " + ca_file
        );
    }
}

}  // namespace webhook
