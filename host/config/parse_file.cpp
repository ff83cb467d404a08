#include "host/config/parse_file.hpp"

#include "host/config/file_schema.hpp"
#include "host/config/issues.hpp"
#include "host/config/places.hpp"
#include "host/config/read_destination.hpp"
#include "host/config/read_pipeline.hpp"
#include "host/config/read_status.hpp"
#include "host/config/section.hpp"
#include "host/config/yaml_json.hpp"
#include "host/config/yaml_tree.hpp"
#include "host/manifest/schema.hpp"
#include "host/manifest/schema_words.hpp"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

namespace host {
namespace {

constexpr const char* default_state_dir = "sluice-state";
constexpr std::size_t max_name = 64;

// Names stand in metrics, state files and command lines.
bool is_name(std::string_view name) {
    auto is_letter = [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    };
    auto fits = [&](char c) { return is_letter(c) || c == '.' || c == '_' || c == '-'; };
    return !name.empty() && name.size() <= max_name && is_letter(name[0]) &&
           std::all_of(name.begin(), name.end(), fits);
}

std::string folder_of(std::string_view file) {
    std::error_code failed;  // no working folder: paths stay relative
    std::filesystem::path path = std::filesystem::absolute(file, failed);
    return (failed ? std::filesystem::path{file} : path).parent_path().string();
}

template <class Part, class Read>
void read_named(const Section& file, const char* kind, std::vector<Part>& to, Read read) {
    std::optional<Section> all = file.section(kind);
    if (!all) {
        return;
    }
    for (const auto& member : all->object()) {
        std::string name{std::string_view{member.key()}};
        if (!is_name(name)) {
            all->error(
                all->place(name).key,
                "expected a name of at most 64 letters, digits, '.', '_' and '-', found " +
                    in_quotes(name)
            );
        } else if (std::optional<Section> written = all->section(name)) {
            to.push_back(read(name, *written));
        }
    }
}

void read_parts(const Section& file, FileParts& parts) {
    if (std::optional<std::string> folder = file.text("plugin_path")) {
        parts.plugin_path.push_back(file.absolute(*folder));
    }
    for (const std::string& folder : file.texts("plugin_path")) {
        parts.plugin_path.push_back(file.absolute(folder));
    }
    if (std::optional<std::string> folder = file.text("state_dir")) {
        parts.state_dir = file.absolute(*folder);
        parts.state_at = file.place("state_dir").value;
    }
    if (std::optional<Section> status = file.section("status")) {
        parts.status = read_status(*status);
    }
    read_named(file, "destinations", parts.destinations, read_destination);
    read_named(file, "pipelines", parts.pipelines, read_pipeline);
}

}  // namespace

FileParts parse_file(std::string_view text, std::string_view file) {
    FileParts parts;
    std::string folder = folder_of(file);
    parts.state_dir = (std::filesystem::path{folder} / default_state_dir).string();
    parts.state_at = {std::string{file}, 1, 1};
    YamlFile yaml = read_yaml(text, file);
    parts.issues = std::move(yaml.issues);
    if (!yaml.root || yaml.root->kind == YamlNode::Kind::null) {
        if (parts.issues.empty()) {
            parts.issues.push_back(
                {Issue::Severity::error,
                 parts.state_at,
                 "expected destinations and pipelines, found an empty file"}
            );
        }
        return parts;
    }
    MarkedJson json = to_json(*yaml.root, parts.issues);
    const boost::json::object schema = file_schema();
    take_literals_as_text(json.root, schema, literals_below(json.places, ""));
    add_findings(parts.issues, validate(json.root, schema), json.places, "", parts.state_at);
    if (json.root.is_object()) {
        Reading reading{std::string{file}, std::move(folder), json.places, parts.issues};
        read_parts({json.root.get_object(), "", reading}, parts);
    }
    sort_by_place(parts.issues);
    return parts;
}

}  // namespace host
