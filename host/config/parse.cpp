#include "host/config/parse.hpp"

#include "host/config/issues.hpp"
#include "host/config/parse_file.hpp"
#include "host/config/yaml_tree.hpp"
#include "host/manifest/schema_words.hpp"

#include <algorithm>
#include <cerrno>
#include <fstream>
#include <iterator>
#include <map>
#include <system_error>
#include <utility>

namespace host {
namespace {

std::string place_in_words(const Mark& mark) {
    return mark.file + ':' + std::to_string(mark.line) + ':' + std::to_string(mark.column);
}

// Adds one file after the other to a Config.
class Joiner {
public:
    void add(FileParts parts) {
        std::move(parts.issues.begin(), parts.issues.end(), std::back_inserter(to_.issues));
        agree_on_state(parts);
        agree_on_status(parts);
        for (std::string& folder : parts.plugin_path) {
            std::vector<std::string>& all = to_.config.plugin_path;
            if (std::find(all.begin(), all.end(), folder) == all.end()) {
                all.push_back(std::move(folder));
            }
        }
        take(parts.destinations, to_.config.destinations, destinations_, "destination");
        take(parts.pipelines, to_.config.pipelines, pipelines_, "pipeline");
    }

    Parsed finish() && {
        if (to_.config.pipelines.empty() && !has_errors(to_.issues)) {
            fail({state_at_.file, 0, 0}, "expected at least one pipeline, found none");
        }
        sort_by_place(to_.issues);
        return std::move(to_);
    }

private:
    using Names = std::map<std::string, Mark>;

    void fail(Mark at, std::string text) {
        to_.issues.push_back({Issue::Severity::error, std::move(at), std::move(text)});
    }

    void agree_on_state(const FileParts& parts) {
        std::string& chosen = to_.config.state_dir;
        if (chosen.empty()) {
            chosen = parts.state_dir;
            state_at_ = parts.state_at;
        } else if (chosen != parts.state_dir) {
            fail(
                parts.state_at,
                "expected one state folder for all files, found " + in_quotes(parts.state_dir) +
                    " here and " + in_quotes(chosen) + " at " + place_in_words(state_at_) +
                    ": write the same state_dir into both"
            );
        }
    }

    void agree_on_status(const FileParts& parts) {
        std::optional<StatusSpec>& chosen = to_.config.status;
        if (!parts.status) {
            return;
        }
        if (!chosen) {
            chosen = parts.status;
        } else if (chosen->listen.text() != parts.status->listen.text()) {
            fail(
                parts.status->at,
                "expected one status server for all files, found " + parts.status->listen.text() +
                    " here and " + chosen->listen.text() + " at " + place_in_words(chosen->at)
            );
        }
    }

    template <class Part>
    void
    take(std::vector<Part>& parts, std::vector<Part>& all, Names& names, const std::string& kind) {
        for (Part& part : parts) {
            auto [first, added] = names.emplace(part.name, part.at);
            if (added) {
                all.push_back(std::move(part));
            } else {
                fail(
                    part.at,
                    "expected each " + kind + " once, found '" + part.name + "' again (first at " +
                        place_in_words(first->second) + ")"
                );
            }
        }
    }

    Parsed to_;
    Mark state_at_;
    Names destinations_;
    Names pipelines_;
};

// Reads one byte more than a pipeline file may have, so that read_yaml() sees that it is too long.
std::optional<std::string> content(const std::string& file) {
    errno = 0;
    std::ifstream stream{file, std::ios::binary};
    std::string text(max_yaml_bytes + 1, '\0');
    stream.read(text.data(), static_cast<std::streamsize>(text.size()));
    if (!stream.eof() && !stream.good()) {
        return std::nullopt;
    }
    text.resize(static_cast<std::size_t>(stream.gcount()));
    return text;
}

}  // namespace

Parsed parse(std::span<const std::string> files) {
    Joiner joiner;
    for (const std::string& file : files) {
        FileParts parts;
        if (std::optional<std::string> text = content(file)) {
            parts = parse_file(*text, file);
        } else {
            std::string why = errno != 0 ? std::generic_category().message(errno) : "it is no file";
            parts.issues.push_back(
                {Issue::Severity::error,
                 {file, 0, 0},
                 "expected a readable pipeline file, found an error: " + why}
            );
        }
        joiner.add(std::move(parts));
    }
    return std::move(joiner).finish();
}

Parsed parse_text(std::string_view text, std::string_view file) {
    Joiner joiner;
    joiner.add(parse_file(text, file));
    return std::move(joiner).finish();
}

}  // namespace host
