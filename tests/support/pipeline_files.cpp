#include "tests/support/pipeline_files.hpp"

#include <algorithm>

namespace support {

namespace {

constexpr std::size_t ecid_digits = 38;

std::string endpoints_of(const std::string& url) {
    return R"(endpoints: { target: ")" + url + R"(", ims: ")" + url + R"(", admin: ")" + url +
           "\" }\n";
}

std::string destination_yaml(
    const DestinationText& destination, const std::string& url, const std::string& ca_file
) {
    std::string config = "client_code: " + destination.client_code + "\ntenant_id: mycompany\n" +
                         "client_id: { env: ADOBE_CLIENT_ID }\n"
                         "client_secret: { env: ADOBE_CLIENT_SECRET }\n" +
                         endpoints_of(destination.url.empty() ? url : destination.url);
    if (!ca_file.empty()) {
        config += "tls: { ca_file: \"" + ca_file + "\" }\n";
    }
    config += destination.config;
    return "  " + destination.name + ":\n    plugin: adobe_target\n" +
           indented(destination.more, 4) + "    config:\n" + indented(config, 6);
}

std::string pipeline_yaml(const PipelineText& pipeline) {
    std::string source = "path: \"" + pipeline.source + '"';
    source += pipeline.format.empty() ? "" : ", format: " + pipeline.format;
    return "  " + pipeline.name + ":\n    source: { file: { " + source +
           " } }\n    destination: " + pipeline.destination + "\n    action: " + pipeline.action +
           "\n    mapping:\n" + indented(pipeline.mapping, 6) + indented(pipeline.more, 4);
}

}  // namespace

PipelineText stream_pipeline() {
    return {
        .name = "sessions",
        .action = "stream_attributes",
        .mapping = "ecid: ecid\nsession_id: session\nedge_number: edge\nprofile.*: traits\n"};
}

std::string to_yaml(const FileText& file, const std::string& url, const std::string& ca_file) {
    std::string text = file.more + "destinations:\n";
    for (const DestinationText& destination : file.destinations) {
        text += destination_yaml(destination, url, ca_file);
    }
    text += "pipelines:\n";
    for (const PipelineText& pipeline : file.pipelines) {
        text += pipeline_yaml(pipeline);
    }
    return text;
}

std::string lines(std::size_t count, const std::function<std::string(std::size_t)>& line) {
    std::string text;
    for (std::size_t i = 0; i < count; ++i) {
        text += line(i) + '\n';
    }
    return text;
}

std::string ecid_of(std::size_t number) {
    const std::string digits = std::to_string(number);
    return '1' + std::string(ecid_digits - 1 - digits.size(), '0') + digits;
}

std::string profile_line(std::size_t number, std::string_view traits) {
    const std::string digits = std::to_string(number);
    return R"({"id":"crm-)" + digits + R"(","ecid":")" + ecid_of(number) +
           R"(","session":"session-)" + digits + R"(","edge":"35","traits":{"n":")" + digits + '"' +
           std::string{traits} + "}}";
}

std::string indented(std::string_view text, std::size_t columns) {
    std::string out;
    while (!text.empty()) {
        const std::size_t end = std::min(text.find('\n'), text.size());
        out += std::string(columns, ' ') + std::string{text.substr(0, end)} + '\n';
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

}  // namespace support
