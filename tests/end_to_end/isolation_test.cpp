// Plugins that misbehave in a process of their own, and a host that goes on.
#include "tests/end_to_end/scene.hpp"
#include "tests/support/pipeline_files.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <csignal>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace {

using end_to_end::said;
using end_to_end::summary_row;
using support::Finished;

// A folder with records of users u0, u1 ..., of which some wish for trouble, and a pipeline to the
// wayward plugin.
class Wayward {
public:
    explicit Wayward(std::size_t count, std::string destination = "", std::string delivery = "")
        : count_{count} {
        folder_.write(
            "pipeline.yaml",
            "destinations:\n  target-x:\n    plugin: wayward\n" + destination +
                "pipelines:\n  one:\n    source: { file: { path: in.ndjson } }\n"
                "    destination: target-x\n    action: put\n    mapping: { user: id, wish: w }\n" +
                delivery
        );
    }

    void wish(std::size_t record, const std::string& what) { wishes_[record] = what; }

    Finished sluice(std::vector<std::string> arguments) {
        return support::run_process(spec(std::move(arguments)));
    }
    support::ProcessSpec run_spec() {
        folder_.write("in.ndjson", support::lines(count_, [&](std::size_t i) {
                          const auto wish = wishes_.find(i);
                          const std::string what = wish == wishes_.end() ? "deliver" : wish->second;
                          return R"({"id":"u)" + std::to_string(i) + R"(","w":")" + what + "\"}";
                      }));
        return spec({"run", "--plugin-path", WAYWARD_FOLDER, "pipeline.yaml"});
    }
    Finished run() { return support::run_process(run_spec()); }

private:
    support::ProcessSpec spec(std::vector<std::string> arguments) {
        arguments.insert(arguments.begin(), SLUICE_PROGRAM);
        // A fault is to end a process as it would without a sanitizer.
        return {
            .command = std::move(arguments),
            .environment = {"ASAN_OPTIONS=handle_segv=0", "TSAN_OPTIONS=handle_segv=0"},
            .folder = folder_.path().string()};
    }

    tests::TempFolder folder_;
    std::size_t count_;
    std::map<std::size_t, std::string> wishes_;
};

}  // namespace

TEST_CASE("a plugin that segfaults on one record of 10,000 delivers 9,999 and one is rejected") {
    Wayward scene{10'000};
    scene.wish(6123, "segfault");
    const Finished run = scene.run();
    INFO(said(run));
    CHECK(run.exit == 3);
    auto row = summary_row(run.out, "one");
    CHECK(row["DELIVERED"] == 9'999);
    CHECK(row["REJECTED"] == 1);
    CHECK(row["PENDING"] == 0);
    CHECK_THAT(
        run.out,
        Catch::Contains("the plugin's process died 3 times, last: killed by SIGSEGV; 1 record "
                        "rejected as plugin_crash")
    );
    const Finished rejects = scene.sluice({"rejects", "show", "pipeline.yaml"});
    CHECK_THAT(rejects.out, Catch::Contains("plugin_crash") && Catch::Contains("u6123"));
}

TEST_CASE("several records that kill in different ways are each found, and the run goes on") {
    Wayward scene{1'000};
    scene.wish(100, "abort");
    scene.wish(101, "exit");
    scene.wish(900, "segfault");
    const Finished run = scene.run();
    INFO(said(run));
    CHECK(run.exit == 3);
    auto row = summary_row(run.out, "one");
    CHECK(row["DELIVERED"] == 997);
    CHECK(row["REJECTED"] == 3);
}

TEST_CASE("what a plugin prints on stdout is in the log, not in the host's output") {
    Wayward scene{300};
    scene.wish(10, "print");
    scene.wish(200, "print");
    const Finished run = scene.run();
    INFO(said(run));
    CHECK(run.exit == 0);
    CHECK_THAT(run.err, Catch::Contains("a plugin speaks on stdout"));
    CHECK_THAT(run.out, !Catch::Contains("a plugin speaks on stdout"));
}

TEST_CASE("a file of nothing but poison is rejected record by record") {
    Wayward scene{10, "", "    guard: false\n    delivery: { max_in_flight: 1 }\n"};
    for (std::size_t record = 0; record < 10; ++record) {
        scene.wish(record, "segfault");
    }
    const Finished run = scene.run();
    INFO(said(run));
    // Each record is found in three deaths, so none of them is one too many.
    CHECK(run.exit == 3);
    CHECK(summary_row(run.out, "one")["REJECTED"] == 10);
}

TEST_CASE("check asks a runner about the mapping, and survives its crash") {
    Wayward scene{1, "    config: { name: segfault in validate }\n"};
    const Finished check =
        scene.sluice({"check", "--plugin-path", WAYWARD_FOLDER, "pipeline.yaml"});
    INFO(said(check));
    CHECK(check.exit == 78);
    CHECK_THAT(check.err, Catch::Contains("gave no verdict on this mapping: killed by SIGSEGV"));
}

TEST_CASE("isolation: inproc puts a foreign plugin into the host, where a crash is the host's") {
    Wayward scene{10, "    isolation: inproc\n"};
    CHECK(scene.run().exit == 0);
    Wayward fatal{10, "    isolation: inproc\n"};
    fatal.wish(5, "segfault");
    const Finished run = fatal.run();
    CHECK(run.exit == -SIGSEGV);
}
