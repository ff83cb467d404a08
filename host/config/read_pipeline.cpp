#include "host/config/read_pipeline.hpp"

#include "host/config/file_schema.hpp"
#include "host/config/places.hpp"
#include "host/config/read_condition.hpp"
#include "host/config/read_delivery.hpp"
#include "host/config/read_mapping.hpp"
#include "host/config/read_verify.hpp"
#include "host/config/written_hash.hpp"
#include "host/manifest/schema_words.hpp"

#include <algorithm>
#include <chrono>
#include <filesystem>

namespace host {
namespace {

std::optional<Format> format_by_name(const std::string& path) {
    std::string extension = std::filesystem::path{path}.extension().string();
    if (extension == ".csv") {
        return Format::csv;
    }
    bool is_ndjson =
        path == "-" || extension == ".ndjson" || extension == ".jsonl" || extension == ".json";
    return is_ndjson ? std::optional{Format::ndjson} : std::nullopt;
}

SourceSpec read_source(const Section& file) {
    SourceSpec source;
    source.at = file.place("path").value;
    std::optional<std::string> path = file.text("path");
    if (!path) {
        return source;
    }
    source.path = *path == "-" ? *path : file.absolute(*path);
    if (std::optional<std::string> format = file.text("format")) {
        source.format = *format == "csv" ? Format::csv : Format::ndjson;
    } else if (std::optional<Format> known = format_by_name(*path)) {
        source.format = *known;
    } else if (!file.has("format")) {
        file.error(
            source.at,
            "expected a name that ends in .ndjson, .jsonl, .json or .csv, found " +
                in_quotes(*path) + ": say format: ndjson or format: csv beside it"
        );
    }
    return source;
}

RejectKeeping read_rejects(const Section& rejects) {
    constexpr std::chrono::milliseconds any_time{0};
    const RejectKeeping by_default;
    return {
        .keep = rejects.seconds("keep", any_time).value_or(by_default.keep),
        .max_bytes = rejects.count("max_bytes").value_or(by_default.max_bytes)};
}

}  // namespace

std::vector<std::string> pipeline_keys() {
    const boost::json::object file = file_schema();
    const auto& pipeline =
        file.at("properties").at("pipelines").at("additionalProperties").at("properties");
    std::vector<std::string> names;
    for (const auto& member : pipeline.get_object()) {
        names.emplace_back(member.key());
    }
    return names;
}

Pipeline read_pipeline(const std::string& name, const Section& written) {
    Pipeline pipeline;
    pipeline.name = name;
    pipeline.file = written.reading().file;
    pipeline.folder = written.reading().folder;
    pipeline.at = written.place().key;
    pipeline.places = places_below(written.reading().places, written.pointer());
    pipeline.written_hash = written_hash(written);
    pipeline.destination = written.text("destination").value_or("");
    pipeline.action = written.text("action").value_or("");
    pipeline.op = written.text("operation") == "delete" ? SLUICE_OP_DELETE : SLUICE_OP_UPSERT;
    pipeline.delivery = read_delivery(written);
    if (std::optional<Section> rejects = written.section("rejects")) {
        pipeline.rejects = read_rejects(*rejects);
    }
    std::optional<Section> source = written.section("source");
    if (std::optional<Section> file = source ? source->section("file") : std::nullopt) {
        pipeline.source = read_source(*file);
    }
    pipeline.verify = read_verify(written, pipeline.source.path);
    if (std::optional<Section> mapping = written.section("mapping")) {
        pipeline.mapping = read_mapping(*mapping);
    }
    if (std::optional<Section> where = written.section("where")) {
        pipeline.where = read_condition(*where);
    }
    if (std::optional<Section> options = written.section("options")) {
        pipeline.options = options->object();
    }
    std::vector<std::string> own = pipeline_keys();
    for (const auto& member : written.object()) {
        if (std::find(own.begin(), own.end(), std::string_view{member.key()}) == own.end()) {
            pipeline.unclaimed.emplace(member.key(), member.value());
        }
    }
    return pipeline;
}

}  // namespace host
