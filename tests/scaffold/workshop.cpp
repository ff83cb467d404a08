#include "tests/scaffold/workshop.hpp"

#include "tests/support/scripted_server.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <mutex>
#include <string_view>
#include <utility>

namespace scaffold {
namespace {

namespace fs = std::filesystem;
using support::Finished;

constexpr std::chrono::minutes build_patience{10};  // compilers, on a crowded machine
constexpr std::string_view token = "s3cret-t0ken";

std::string said(const Finished& finished) {
    return "exit " + std::to_string(finished.exit) + '\n' + finished.out + finished.err;
}

// What the endpoint saw, and what it answered.
class Endpoint {
public:
    std::uint16_t port() const { return server_.port(); }
    std::vector<std::string> requests() const {
        const std::lock_guard lock{mutex_};
        return requests_;
    }

private:
    void answer(support::Peer& peer) {
        while (const auto request = peer.request()) {
            const std::size_t seen = remember(*request);
            if (request->find("\"refuse-me\"") != std::string::npos) {
                peer.send("HTTP/1.1 422 Unprocessable\r\nContent-Length: 0\r\n\r\n");
            } else if (request->find("\"later\"") != std::string::npos && seen == 1) {
                peer.send("HTTP/1.1 500 Oops\r\nContent-Length: 0\r\n\r\n");
            } else {
                peer.reply("{}");
            }
        }
    }

    // How often this very body has come, with this time.
    std::size_t remember(const std::string& request) {
        const std::lock_guard lock{mutex_};
        requests_.push_back(request);
        const std::string body = request.substr(request.find("\r\n\r\n"));
        std::size_t seen = 0;
        for (const std::string& one : requests_) {
            seen += one.ends_with(body) ? 1 : 0;
        }
        return seen;
    }

    mutable std::mutex mutex_;
    std::vector<std::string> requests_;
    support::ScriptedServer server_{[this](support::Peer& peer) { answer(peer); }};
};

std::string pipeline(const std::string& library, std::uint16_t port) {
    return "destinations:\n"
           "  mine:\n"
           "    plugin: " +
           library +
           "\n"
           "    config:\n"
           "      endpoint: http://127.0.0.1:" +
           std::to_string(port) +
           "/records\n"
           "      token: { env: MY_TOKEN }\n"
           "pipelines:\n"
           "  mine:\n"
           "    source: { file: { path: records.ndjson } }\n"
           "    destination: mine\n"
           "    action: send\n"
           "    mapping: { id: id, attributes.*: traits }\n"
           "    delivery: { retry: { base: 10ms, cap: 20ms } }\n";
}

constexpr const char* records = R"({"id": "crm-1", "traits": {"tier": "gold", "points": 1.10}}
{"id": "refuse-me", "traits": {"tier": "none"}}
{"id": "later", "traits": {"tier": "tin"}}
{"id": "x\r\nX-Injected: 1\r\n\r\n", "traits": {"a\"b": "\u0000\n%0a&é"}}
{"id": "bare"}
)";

}  // namespace

Workshop::Workshop(const std::string& language) {
    const std::string prefix = folder_ / "prefix";
    path_ = "PATH=" + prefix + "/bin:" + std::getenv("PATH");
    fs::create_directory(plugin_);
    for (const char* part : {BUILD_FOLDER "/sdk", BUILD_FOLDER "/host"}) {
        must({CMAKE_PROGRAM, "--install", part, "--prefix", prefix});
    }
    must({prefix + "/bin/sluice", "plugin", "new", "my-dest", "--lang", language, "--into", "."});
}

Finished Workshop::run(std::vector<std::string> command, std::vector<std::string> environment) {
    environment.push_back(path_);
    // The same sources in another folder are the same to ccache, if it is used.
    environment.push_back("CCACHE_BASEDIR=" + folder_.path().string());
    environment.push_back("CCACHE_NOHASHDIR=1");
    const std::string output = folder_ / "output";
    fs::create_directories(output);
    std::vector<std::string> in_plugin{"/usr/bin/env", "-C", plugin_};
    in_plugin.insert(in_plugin.end(), command.begin(), command.end());
    return support::run_process(
        {.command = std::move(in_plugin),
         .environment = std::move(environment),
         .folder = output,
         .name = "step"},
        build_patience
    );
}

Finished Workshop::must(std::vector<std::string> command) {
    std::string line;
    for (const std::string& word : command) {
        line += word + ' ';
    }
    Finished finished = run(std::move(command));
    INFO(line << said(finished));
    REQUIRE(finished.exit == 0);
    return finished;
}

void Workshop::must_stand_alone(const std::string& library) {
    for (const auto& entry : fs::recursive_directory_iterator{plugin_}) {
        const std::string name = entry.path().filename().string();
        if (name == "compile_commands.json" || name == "CMakeCache.txt" || name.ends_with(".d")) {
            INFO(entry.path());
            CHECK(
                support::content_of(entry.path().string()).find(SOURCE_FOLDER "/") ==
                std::string::npos
            );
        }
    }
    const Finished symbols = must({NM_PROGRAM, "-D", "--defined-only", "-j", library});
    CHECK(symbols.out == "sluice_destination_v1\nsluice_manifest_v1\n");
    const Finished described = must({"sluice", "plugin", "describe", library});
    CHECK_THAT(
        described.out, Catch::Contains("org.example.my-dest") && Catch::Contains("attributes.*")
    );
}

void Workshop::must_conform(const std::string& library) {
    must({"sluice", "conform", library, "--profile", "conformance.yaml", "--tier", "full"});
}

void Workshop::must_deliver(const std::string& library) {
    const Endpoint endpoint;
    std::ofstream{plugin_ + "/records.ndjson"} << records;
    std::ofstream{plugin_ + "/pipeline.yaml"} << pipeline(library, endpoint.port());
    const Finished finished =
        run({"sluice", "run", "pipeline.yaml"}, {"MY_TOKEN=" + std::string{token}});
    INFO(said(finished));
    CHECK(finished.exit == 3);
    CHECK_THAT(
        finished.out,
        Catch::Contains("4 delivered + 0 unchanged + 0 superseded + 0 filtered + 1 rejected")
    );
    CHECK(said(finished).find(token) == std::string::npos);
    const Finished rejects = must({"sluice", "rejects", "list", "pipeline.yaml"});
    CHECK_THAT(rejects.out, Catch::Contains("refused"));

    const auto requests = endpoint.requests();
    CHECK(requests.size() == 6);
    std::string bodies;
    for (const std::string& request : requests) {
        INFO(request);
        CHECK(request.starts_with("POST /records HTTP/1.1\r\n"));
        CHECK_THAT(
            request, Catch::Contains("Authorization: Bearer " + std::string{token} + "\r\n")
        );
        CHECK_THAT(request, Catch::Contains("Idempotency-Key: "));
        CHECK(request.find("\nX-Injected") == std::string::npos);
        bodies += request.substr(request.find("\r\n\r\n") + 4) + '\n';
    }
    for (const char* body :
         {R"({"id":"crm-1","attributes":{"tier":"gold","points":1.10}})",
          R"({"id":"later","attributes":{"tier":"tin"}})",
          R"({"id":"bare","attributes":{}})"}) {
        CHECK_THAT(bodies, Catch::Contains(body));
    }
}

}  // namespace scaffold
