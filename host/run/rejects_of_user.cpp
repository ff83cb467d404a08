#include "host/run/rejects_of_user.hpp"

#include "host/digest/sha256.hpp"
#include "host/mapping/cast.hpp"
#include "host/mapping/mapping.hpp"
#include "host/mapping/slot.hpp"
#include "host/run/plugin_set.hpp"
#include "host/source/json_record.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

namespace host {
namespace {

constexpr std::size_t page_rows = 500;

bool names_user(const ActionSpec& action, const std::string& field) {
    const auto holds = [&](const std::vector<std::string>& names) {
        return std::find(names.begin(), names.end(), field) != names.end();
    };
    return holds(action.multi_id) ||
           std::any_of(action.order_by.begin(), action.order_by.end(), holds);
}

std::vector<Rule> identifier_rules(const Pipeline& pipeline, const ActionSpec& action) {
    std::vector<Rule> rules;
    for (const Rule& rule : pipeline.mapping) {
        if (names_user(action, rule.field)) {
            rules.push_back(rule);
        }
    }
    return rules;
}

// One pipeline's eye for one user.
class UserMatch {
public:
    UserMatch(Mapping mapping, const std::vector<Rule>& rules, std::string_view user)
        : mapping_{std::move(mapping)} {
        Sha256 sha;
        Arena arena;
        for (const Rule& rule : rules) {
            std::string hashed;
            if (rule.hash != Hash::none) {
                const auto slot = hash_slot(text_slot(SLUICE_T_STR, user), rule.hash, sha, arena);
                hashed = slot ? std::string{slot_text(*slot)} : std::string{};
            }
            wanted_.push_back({std::string{user}, std::move(hashed)});
        }
    }

    bool is_of_user(const RejectRow& row) {
        Record record;
        const std::string_view payload = record.arena.copy(row.payload);
        if (parser_.parse(payload, row.at.line, record.arena, document_) ||
            mapping_.apply(document_, record, 0) || row.sub >= record.updates.size()) {
            return false;
        }
        const auto values = record.updates[row.sub].values;
        for (std::size_t i = 0; i < values.size(); ++i) {
            const std::string_view text = slot_text(values[i]);
            if (!text.empty() && (text == wanted_[i].plain || text == wanted_[i].hashed)) {
                return true;
            }
        }
        return false;
    }

private:
    struct Wanted {
        std::string plain;
        std::string hashed;
    };
    Mapping mapping_;
    std::vector<Wanted> wanted_;  // by column
    JsonRecordParser parser_;
    Document document_;
};

sluice::Result<UserMatch, CannotStart> match_of(
    const Pipeline& pipeline, const Config& config, PluginSet& plugins, std::string_view user
) {
    const auto cannot = [&](const std::string& why) {
        return CannotStart{exit_configuration, pipeline.name + ": " + why + "; see `sluice check`"};
    };
    const Destination* destination = config.destination(pipeline.destination);
    if (destination == nullptr) {
        return cannot("expected a destination of the files, found '" + pipeline.destination + "'");
    }
    const auto file = plugins.file(*destination);
    if (!file) {
        return cannot(file.error().text);
    }
    const ActionSpec* action = (*file)->manifest.action(pipeline.action);
    if (action == nullptr) {
        return cannot("expected an action of the plugin, found '" + pipeline.action + "'");
    }
    const std::vector<Rule> rules = identifier_rules(pipeline, *action);
    auto mapping = Mapping::compile(rules, *action, pipeline.source.format);
    if (!mapping) {
        return cannot(mapping.error().front().text);
    }
    return UserMatch{*std::move(mapping), rules, user};
}

std::optional<StateError>
search(Store& store, const RejectFilter& filter, UserMatch& match, std::vector<std::int64_t>& ids) {
    for (std::int64_t last = 0;;) {
        const auto page = store.rejects(filter, last, page_rows);
        if (!page) {
            return page.error();
        }
        if (page->empty()) {
            return std::nullopt;
        }
        for (const RejectRow& row : *page) {
            if (match.is_of_user(row)) {
                ids.push_back(row.id);
            }
        }
        last = page->back().id;
    }
}

sluice::Result<std::set<std::string>, CannotStart>
pipelines_of(Store& store, const RejectFilter& filter) {
    const auto groups = store.reject_groups(filter);
    if (!groups) {
        return cannot_use(groups.error());
    }
    std::set<std::string> names;
    for (const RejectGroup& group : *groups) {
        names.insert(group.pipeline);
    }
    return names;
}

}  // namespace

sluice::Result<FoundRejects, CannotStart> rejects_of_user(
    const Config& config,
    const std::vector<std::string>& plugin_path,
    Store& store,
    const RejectFilter& filter,
    std::string_view user
) {
    auto names = pipelines_of(store, filter);
    if (!names) {
        return names.error();
    }
    FoundRejects found;
    PluginSet plugins{plugin_folders(plugin_path, config.plugin_path)};
    for (const Pipeline& pipeline : config.pipelines) {
        if (names->erase(pipeline.name) == 0) {
            continue;
        }
        auto match = match_of(pipeline, config, plugins, user);
        if (!match) {
            return match.error();
        }
        RejectFilter of_pipeline = filter;
        of_pipeline.pipeline = pipeline.name;
        if (const auto error = search(store, of_pipeline, *match, found.ids)) {
            return cannot_use(*error);
        }
    }
    std::sort(found.ids.begin(), found.ids.end());
    found.not_searched.assign(names->begin(), names->end());
    return found;
}

}  // namespace host
