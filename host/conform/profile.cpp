#include "host/conform/profile.hpp"

#include "host/config/places.hpp"
#include "host/config/yaml_json.hpp"
#include "host/config/yaml_tree.hpp"
#include "host/manifest/json_members.hpp"
#include "host/manifest/schema.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <array>

namespace host {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 6> verdict_words{
    "delivered", "retry", "pause", "rejected", "auth", "any"};

std::vector<std::string> words_of(const json::value& value) {
    std::vector<std::string> words;
    if (value.is_string()) {
        words.emplace_back(std::string_view{value.get_string()});
    } else if (const json::array* list = value.if_array()) {
        for (const json::value& word : *list) {
            words.emplace_back(word.is_string() ? std::string_view{word.get_string()} : "?");
        }
    }
    return words;
}

// What a schema cannot tell: the words of `expect`, and a field's one source of values.
void check_words(
    const json::object& root, const Places& places, const Mark& whole, std::vector<Issue>& issues
) {
    auto complain = [&](const std::string& pointer, const std::string& text) {
        const Place* place = nearest_place(places, pointer);
        issues.push_back({Issue::Severity::error, place != nullptr ? place->value : whole, text});
    };
    if (const json::value* expect = root.if_contains("expect");
        expect != nullptr && expect->is_object()) {
        for (const auto& member : expect->get_object()) {
            for (const std::string& word : words_of(member.value())) {
                if (std::find(verdict_words.begin(), verdict_words.end(), word) ==
                    verdict_words.end()) {
                    complain(
                        "/expect/" + std::string{std::string_view{member.key()}},
                        "expected delivered, retry, pause, rejected, auth or any, found '" + word +
                            "'"
                    );
                }
            }
        }
    }
    if (const json::value* fields = root.if_contains("fields");
        fields != nullptr && fields->is_object()) {
        for (const auto& member : fields->get_object()) {
            const json::object* field = member.value().if_object();
            if (field != nullptr && !field->contains("value") && !field->contains("values") &&
                !field->contains("constant")) {
                complain(
                    "/fields/" + std::string{std::string_view{member.key()}},
                    "expected value, values or constant, found none of them"
                );
            }
        }
    }
}

ProfileField field_of(const json::object& object) {
    std::string ignored;
    JsonMembers members{object, "", ignored};
    ProfileField field;
    members.text("type", field.type);
    members.texts("values", field.values);
    std::string text;
    if (object.contains("value")) {
        members.text("value", text);
        field.values.push_back(text);
    }
    if (object.contains("constant")) {
        members.text("constant", field.constant.emplace());
    }
    return field;
}

void read_mock(JsonMembers& members, Profile& profile) {
    if (const json::object* accepted = members.object("accepted")) {
        profile.accepted = mock_reply_of(*accepted);
    }
    members.each_object("routes", [&](const json::object& route, const std::string&) {
        std::string ignored;
        MockRoute& added = profile.routes.emplace_back();
        JsonMembers{route, "", ignored}.text("path", added.path);
        added.reply = mock_reply_of(route);
    });
}

void read_maps(JsonMembers& members, Profile& profile) {
    if (const json::object* secrets = members.object("secrets")) {
        for (const auto& member : *secrets) {
            profile.secrets[member.key()] =
                std::string{std::string_view{member.value().as_string()}};
        }
    }
    if (const json::object* fields = members.object("fields")) {
        for (const auto& member : *fields) {
            profile.fields.emplace_back(member.key(), field_of(member.value().as_object()));
        }
    }
    if (const json::object* expect = members.object("expect")) {
        for (const auto& member : *expect) {
            profile.expect[member.key()] = words_of(member.value());
        }
    }
    if (const json::object* thresholds = members.object("thresholds")) {
        for (const auto& member : *thresholds) {
            profile.thresholds[member.key()] = member.value().to_number<double>();
        }
    }
}

}  // namespace

ProfileFile parse_profile(std::string_view text, std::string_view file) {
    ProfileFile profile;
    YamlFile yaml = read_yaml(text, file);
    profile.issues = std::move(yaml.issues);
    if (!yaml.root) {
        return profile;
    }
    MarkedJson marked = to_json(*yaml.root, profile.issues);
    take_literals_as_text(marked.root, profile_schema(), literals_below(marked.places, ""));
    const Mark whole{std::string{file}, 1, 1};
    add_findings(profile.issues, validate(marked.root, profile_schema()), marked.places, "", whole);
    if (json::object* root = marked.root.if_object()) {
        check_words(*root, marked.places, whole, profile.issues);
        profile.json = std::move(*root);
    }
    return profile;
}

Profile profile_of(const json::object& object) {
    std::string ignored;
    JsonMembers members{object, "", ignored};
    Profile profile;
    members.text("action", profile.action);
    if (const json::object* config = members.object("config")) {
        profile.config = *config;
    }
    if (const json::object* options = members.object("options")) {
        profile.options = *options;
    }
    read_maps(members, profile);
    read_mock(members, profile);
    members.each_object("skip", [&](const json::object& skip, const std::string&) {
        JsonMembers words{skip, "", ignored};
        ProfileSkip& added = profile.skips.emplace_back();
        words.text("check", added.check);
        words.text("reason", added.reason);
        words.text("expires", added.expires);
    });
    members.flag("http", profile.http);
    return profile;
}

}  // namespace host
