#include "tests/end_to_end/scene.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <sstream>
#include <stdexcept>
#include <utility>

namespace end_to_end {

namespace {

// Cells of a table's line: what two spaces or more part.
std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    std::size_t at = line.find_first_not_of(' ');
    while (at != std::string::npos) {
        const std::size_t end = std::min(line.find("  ", at), line.size());
        cells.push_back(line.substr(at, end - at));
        at = line.find_first_not_of(' ', end);
    }
    return cells;
}

// "10,000" as a number; 0 for what is none ("4.2 s").
std::uint64_t number_of(std::string cell) {
    std::erase(cell, ',');
    const bool is_number = cell.find_first_not_of("0123456789") == std::string::npos;
    return is_number && !cell.empty() ? std::stoull(cell) : 0;
}

}  // namespace

std::string plugin_folder() {
    return PLUGIN_FOLDER;
}

Scene::Scene(std::vector<std::string> arguments, Scheme scheme)
    : sandbox{folder, std::move(arguments), scheme}, program{SLUICE_PROGRAM}, scheme_{scheme} {}

std::string Scene::pipelines(const support::FileText& file, std::string_view name) {
    const std::string ca_file = scheme_ == Scheme::https ? sandbox.ca_file() : "";
    return folder.write(name, support::to_yaml(file, sandbox.url(), ca_file));
}

std::string Scene::pipeline(std::string_view more) {
    support::FileText file;
    file.pipelines.front().more = more;
    return pipelines(file);
}

support::ProcessSpec Scene::spec(std::vector<std::string> arguments) {
    arguments.insert(arguments.begin(), program);
    support::ProcessSpec spec{
        .command = std::move(arguments),
        .folder = folder.path().string(),
        .name = "sluice-" + std::to_string(++started_)};
    for (const auto& [name, value] : environment) {
        spec.environment.push_back(name + '=' + value);
    }
    return spec;
}

std::vector<std::string> Scene::run_arguments(std::vector<std::string> more) const {
    std::vector<std::string> arguments{"run", "--plugin-path", plugin_folder()};
    std::move(more.begin(), more.end(), std::back_inserter(arguments));
    arguments.push_back(folder / "pipeline.yaml");
    return arguments;
}

Finished Scene::run(std::vector<std::string> more) {
    return support::run_process(spec(run_arguments(std::move(more))));
}

support::Process Scene::start_run(std::vector<std::string> more, bool has_input) {
    support::ProcessSpec run = spec(run_arguments(std::move(more)));
    run.has_input = has_input;
    return support::Process{std::move(run)};
}

Finished Scene::sluice(std::vector<std::string> arguments) {
    return support::run_process(spec(std::move(arguments)));
}

support::Process Scene::start_replay(const std::string& pipeline) {
    return support::Process{spec(
        {"rejects",
         "replay",
         "--plugin-path",
         plugin_folder(),
         "--pipeline",
         pipeline,
         folder / "pipeline.yaml"}
    )};
}

Finished Scene::replay(const std::string& pipeline) {
    return start_replay(pipeline).wait();
}

std::vector<boost::json::object> Scene::rejects(const std::string& pipeline) {
    const Finished shown = sluice(
        {"rejects", "show", "--limit", "100000", "--pipeline", pipeline, folder / "pipeline.yaml"}
    );
    std::vector<boost::json::object> rejects;
    for (const std::string& line : lines_of(shown.out)) {
        rejects.push_back(boost::json::parse(line).as_object());
    }
    return rejects;
}

std::string said(const Finished& run) {
    return "exit " + std::to_string(run.exit) + "\n" + run.out + run.err;
}

std::map<std::string, std::uint64_t>
summary_row(const std::string& out, const std::string& pipeline) {
    std::vector<std::string> header;
    for (const std::string& line : lines_of(out)) {
        const std::vector<std::string> cells = cells_of(line);
        if (line.starts_with("PIPELINE")) {
            header = cells;
        } else if (!header.empty() && cells.size() == header.size() && cells.front() == pipeline) {
            std::map<std::string, std::uint64_t> row;
            for (std::size_t i = 1; i < cells.size(); ++i) {
                row.emplace(header[i], number_of(cells[i]));
            }
            return row;
        }
    }
    throw std::runtime_error{"expected a summary with a row of " + pipeline + ", found:\n" + out};
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::istringstream stream{text};
    for (std::string line; std::getline(stream, line);) {
        lines.push_back(line);
    }
    return lines;
}

std::map<std::string, std::uint64_t> accepted_by_id(const std::vector<Arrival>& arrivals) {
    std::map<std::string, std::uint64_t> accepted;
    for (const Arrival& arrival : arrivals) {
        accepted[arrival.id] += arrival.is_accepted ? 1 : 0;
    }
    return accepted;
}

std::vector<Arrival> accepted_of(const std::vector<Arrival>& arrivals) {
    std::vector<Arrival> accepted;
    std::copy_if(
        arrivals.begin(),
        arrivals.end(),
        std::back_inserter(accepted),
        [](const Arrival& arrival) { return arrival.is_accepted; }
    );
    return accepted;
}

}  // namespace end_to_end
