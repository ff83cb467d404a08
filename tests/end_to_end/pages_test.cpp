// The YAML that an operator copies, from the pages and from configs/, is what `sluice check`
// accepts.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <filesystem>

namespace {

using end_to_end::Finished;
using end_to_end::lines_of;
using end_to_end::said;
using support::content_of;
using support::indented;
using support::run_process;

// What completes a sample that is a part of a file.
constexpr std::string_view a_destination = R"(destinations:
  target-eu:
    plugin: adobe_target
    config: { client_code: acme, profile_auth: none }
)";
constexpr std::string_view head_of_a_pipeline = R"(pipelines:
  loyalty:
    source: { file: { path: profiles.ndjson } }
    destination: target-eu
    action: send_identifiers
)";
constexpr std::string_view mapping_of_a_pipeline =
    "    mapping: { mbox3rdPartyId: id, profile.tier: tier }\n";

// The ```yaml blocks of a page, without the indentation that a block may have as a whole.
std::vector<std::string> samples_of(const std::string& page) {
    std::vector<std::string> samples;
    bool is_inside = false;
    std::size_t margin = 0;
    for (const std::string& line : lines_of(content_of(page))) {
        if (line.starts_with("```")) {
            is_inside = line == "```yaml";
            if (is_inside) {
                samples.emplace_back();
            }
        } else if (is_inside) {
            if (samples.back().empty()) {
                margin = line.find_first_not_of(' ');
            }
            samples.back() += line.substr(std::min(margin, line.size())) + '\n';
        }
    }
    return samples;
}

// A sample begins with its top-level key, and that says what it is: `destinations:` and
// `pipelines:` are parts of a file, all else are lines of a pipeline of send_identifiers.
std::string whole_file(const std::string& sample) {
    const bool has_destinations = sample.starts_with("destinations:\n");
    const bool has_pipelines =
        sample.starts_with("pipelines:\n") || sample.find("\npipelines:\n") != std::string::npos;
    const bool is_part_of_file = has_destinations || has_pipelines;
    std::string file{has_destinations ? "" : a_destination};
    if (is_part_of_file) {
        file += sample;
    }
    if (!has_pipelines) {
        file += head_of_a_pipeline;
        file += is_part_of_file ? std::string{mapping_of_a_pipeline} : indented(sample, 4);
    }
    return file;
}

Finished check(const tests::TempFolder& folder, const std::string& file) {
    return run_process(
        {.command =
             {SLUICE_PROGRAM,
              "check",
              "--plugin-path",
              end_to_end::plugin_folder(),
              "--plugin-path",
              std::filesystem::path{FILE_PLUGIN}.parent_path().string(),
              "--plugin-path",
              std::filesystem::path{WEBHOOK_PLUGIN}.parent_path().string(),
              file},
         .environment =
             {"ADOBE_CLIENT_ID=id",
              "ADOBE_EU_CLIENT_ID=id",
              "ADOBE_EU_CLIENT_SECRET=secret",
              "EVENTS_API_KEY=key-of-the-page",
              "EVENTS_SIGNING_SECRET=secret-of-the-page"},
         .folder = folder.path().string(),
         .name = "check"}
    );
}

}  // namespace

TEST_CASE("every YAML sample of the pages is sound, without an error or a warning") {
    struct Page {
        const char* path;
        std::size_t samples;  // at least
    };
    const auto page = GENERATE(
        Page{SOURCE_FOLDER "/README.md", 1},
        Page{SOURCE_FOLDER "/plugins/adobe_target/README.md", 4},
        Page{SOURCE_FOLDER "/plugins/file/README.md", 1},
        Page{SOURCE_FOLDER "/plugins/webhook/README.md", 1}
    );
    const tests::TempFolder folder;
    const auto samples = samples_of(page.path);
    CHECK(samples.size() >= page.samples);
    for (const std::string& sample : samples) {
        const Finished checked = check(folder, folder.write("sample.yaml", whole_file(sample)));
        INFO(page.path << ":\n" << whole_file(sample) << said(checked));
        CHECK(checked.exit == 0);
        CHECK(checked.err.empty());
    }
}

TEST_CASE("every example pipeline of configs is sound, without an error or a warning") {
    const tests::TempFolder folder;
    std::size_t checked = 0;
    for (const auto& entry : std::filesystem::directory_iterator{SOURCE_FOLDER "/configs"}) {
        const bool is_pipeline_file =
            entry.path().extension() == ".yaml" && entry.path().filename() != "alerts.yaml";
        if (!is_pipeline_file) {
            continue;
        }
        const Finished run = check(folder, entry.path().string());
        INFO(entry.path() << ": " << said(run));
        CHECK(run.exit == 0);
        CHECK(run.err.empty());
        ++checked;
    }
    CHECK(checked >= 3);
}
