// The three plugins that come with the host, in one run: each takes the same profiles in its own
// form.
#include "tests/end_to_end/scene.hpp"
#include "tests/support/scripted_server.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <filesystem>
#include <mutex>
#include <set>

namespace {

using end_to_end::lines_of;
using end_to_end::said;
using end_to_end::Scene;
using end_to_end::summary_row;
using support::lines;
using support::profile_line;

constexpr std::size_t profiles = 1000;

// Whoever is posted to, and what he was told.
class Receiver {
public:
    std::string url() const { return "http://127.0.0.1:" + std::to_string(server_.port()); }
    std::multiset<std::string> users() {
        const std::lock_guard lock{mutex_};
        return users_;
    }

private:
    void serve(support::Peer& peer) {
        while (const auto request = peer.request()) {
            const std::string body = request->substr(request->find("\r\n\r\n") + 4);
            const auto told = boost::json::parse(body).as_object();
            {
                const std::lock_guard lock{mutex_};
                users_.insert(std::string{told.at("user").as_string()});
            }
            peer.reply("{}");
        }
    }

    std::mutex mutex_;  // guards users_
    std::multiset<std::string> users_;
    support::ScriptedServer server_{[this](support::Peer& peer) { serve(peer); }};
};

std::string destinations(const std::string& url) {
    return "  events:\n    plugin: " WEBHOOK_PLUGIN "\n    config: { url: \"" + url +
           "/users\", body: { user: \"{{user}}\" } }\n"
           "  archive:\n    plugin: " FILE_PLUGIN
           "\n    config: { path: archive.csv, format: csv }\n";
}

constexpr const char* pipelines = R"(  events:
    source: { file: { path: profiles.ndjson } }
    destination: events
    action: send
    mapping: { field.user: id }
  archive:
    source: { file: { path: profiles.ndjson } }
    destination: archive
    action: write
    mapping: { column.user: id, column.n: traits.n }
)";

std::vector<std::string> archived(const Scene& scene) {
    for (const auto& entry : std::filesystem::directory_iterator{scene.folder.path()}) {
        if (entry.path().filename().string().starts_with("archive-")) {
            return lines_of(support::content_of(entry.path().string()));
        }
    }
    return {};
}

}  // namespace

TEST_CASE("one file of pipelines sends the same profiles to Adobe Target, to a webhook and to a "
          "file, at once") {
    Scene scene{{"--seed-ids", "crm-:" + std::to_string(profiles)}};
    Receiver receiver;
    scene.records(lines(profiles, [](std::size_t i) { return profile_line(i); }));
    std::string yaml = support::to_yaml({}, scene.sandbox.url(), scene.sandbox.ca_file());
    yaml.insert(yaml.find("pipelines:"), destinations(receiver.url()));
    scene.folder.write("pipeline.yaml", yaml + pipelines);

    const auto run = scene.run();

    INFO(said(run));
    REQUIRE(run.exit == 0);
    for (const std::string pipeline : {"identifiers", "events", "archive"}) {
        CHECK(summary_row(run.out, pipeline)["DELIVERED"] == profiles);
    }
    CHECK(scene.sandbox.count("accepted") == profiles);
    const auto users = receiver.users();
    CHECK(users.size() == profiles);
    CHECK(std::set<std::string>(users.begin(), users.end()).size() == profiles);
    const auto rows = archived(scene);
    CHECK(rows.size() == profiles + 1);
    CHECK(std::set<std::string>(rows.begin(), rows.end()).size() == profiles + 1);
}
