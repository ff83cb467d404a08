// A disk that is full, fails, cannot be written, or returns other bytes than were written: a run
// ends with 74 and says what to do, and the next one on a sound disk delivers everything.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>

namespace {

using end_to_end::Finished;
using end_to_end::lines_of;
using end_to_end::said;
using end_to_end::Scene;
using end_to_end::summary_row;
using support::lines;
using support::profile_line;

constexpr std::size_t profiles = 400;

// 400 profiles, every 50th is refused for ever.
void prepare(Scene& scene) {
    scene.records(lines(profiles, [](std::size_t i) { return profile_line(i); }));
    scene.pipeline("guard: false\n");
    scene.sandbox.script(R"({"rules":[
        {"match":{"path":"/m2/","id":"crm-50"},"then":{"status":400}},
        {"match":{"path":"/m2/","id":"crm-350"},"then":{"status":400}}]})");
}

// Slow enough for a run of some commits: about a hundred operations on the disk.
std::vector<std::string> sandbox_arguments() {
    return {"--seed-ids", "crm-:400", "--delay-ms", "10"};
}

// A run on a disk with these faults.
Finished run_on(Scene& scene, const std::string& faults) {
    scene.program = FAULTY_DISK_PROGRAM;
    scene.environment["SLUICE_TEST_DISK"] = faults;
    const Finished run = scene.run();
    scene.program = SLUICE_PROGRAM;
    scene.environment.erase("SLUICE_TEST_DISK");
    return run;
}

// Whatever happened before, a run on a sound disk ends with everything delivered or kept.
void check_nothing_lost(Scene& scene) {
    const Finished run = scene.run();
    INFO(said(run));
    CHECK((run.exit == 0 || run.exit == 3));
    CHECK(scene.sandbox.count("unique_accepted") == profiles - 2);
    const auto rejects = scene.rejects();
    CHECK(rejects.size() == 2);
}

std::size_t times(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++count;
    }
    return count;
}

std::string state_of(Scene& scene) {
    return scene.folder / "sluice-state/state.db";
}

Finished state(Scene& scene, const std::string& command) {
    return scene.sluice({"state", command, scene.folder / "pipeline.yaml"});
}

}  // namespace

TEST_CASE("a disk that is full from some moment on ends the run with 74, and nothing is lost") {
    // The first meet the making of the state, the last the middle of the run.
    const int at = GENERATE(1, 8, 30, 50);
    Scene scene{sandbox_arguments()};
    prepare(scene);

    const Finished run = run_on(scene, "fault=full at=" + std::to_string(at));

    INFO("at " << at << ": " << said(run));
    CHECK(run.exit == 74);
    CHECK_THAT(run.err, Catch::Contains("free some space") && Catch::Contains("state.db"));
    CHECK(times(run.err, "free some space") <= 3);
    check_nothing_lost(scene);
}

TEST_CASE("a disk that reports errors ends the run with 74, and nothing is lost") {
    const int at = GENERATE(1, 25, 46);
    Scene scene{sandbox_arguments()};
    prepare(scene);

    const Finished run = run_on(scene, "fault=io at=" + std::to_string(at));

    INFO("at " << at << ": " << said(run));
    CHECK(run.exit == 74);
    CHECK_THAT(run.err, Catch::Contains("the disk reports an error"));
    check_nothing_lost(scene);
}

TEST_CASE("a state that cannot be written ends the run with 74 before anything is sent") {
    Scene scene{sandbox_arguments()};
    prepare(scene);
    REQUIRE(scene.run({"--limit", "100"}).exit == 3);
    const std::uint64_t accepted = scene.sandbox.count("accepted");

    const Finished run = run_on(scene, "fault=readonly");

    INFO(said(run));
    CHECK(run.exit == 74);
    CHECK_THAT(run.err, Catch::Contains("must exist and be writable"));
    CHECK(scene.sandbox.count("accepted") == accepted);
    check_nothing_lost(scene);
}

TEST_CASE("a disk that becomes read-only within a run ends it with 74, and nothing is lost") {
    Scene scene{sandbox_arguments()};
    prepare(scene);
    const Finished run = run_on(scene, "fault=readonly at=45");
    INFO(said(run));
    CHECK(run.exit == 74);
    check_nothing_lost(scene);
}

TEST_CASE("a process that is killed in the middle of any write to its state loses nothing") {
    const int at = GENERATE(2, 11, 28, 40, 52);
    Scene scene{sandbox_arguments()};
    prepare(scene);
    const Finished run = run_on(scene, "fault=kill at=" + std::to_string(at));
    INFO("at " << at << ": " << said(run));
    CHECK(run.exit == -SIGKILL);
    check_nothing_lost(scene);
}

TEST_CASE("the product knows nothing of the tests' disk") {
    Scene scene{sandbox_arguments()};
    prepare(scene);
    scene.environment["SLUICE_TEST_DISK"] = "fault=full";
    check_nothing_lost(scene);
}

TEST_CASE(
    "a damaged state is never run with in silence: checked, repaired, and everything delivered"
) {
    struct Damage {
        const char* name;
        void (*apply)(const std::string& file);
    };
    const auto damage = GENERATE(
        Damage{
            "garbage instead of the header",
            [](const std::string& file) {
                std::fstream stream{file, std::ios::in | std::ios::out | std::ios::binary};
                stream << std::string(100, '\x5a');
            }},
        Damage{
            "cut in the middle",
            [](const std::string& file) {
                std::filesystem::resize_file(file, std::filesystem::file_size(file) / 2);
            }},
        Damage{
            "no byte left", [](const std::string& file) { std::filesystem::resize_file(file, 0); }},
        Damage{
            "every second page overwritten",
            [](const std::string& file) {
                std::fstream stream{file, std::ios::in | std::ios::out | std::ios::binary};
                for (std::uintmax_t at = 4096; at < std::filesystem::file_size(file); at += 8192) {
                    stream.seekp(static_cast<std::streamoff>(at));
                    stream << std::string(4096, '\xee');
                }
            }}
    );
    Scene scene{sandbox_arguments()};
    prepare(scene);
    REQUIRE(scene.run({"--limit", "200"}).exit == 3);
    REQUIRE(state(scene, "check").exit == 0);
    damage.apply(state_of(scene));
    const std::uint64_t accepted = scene.sandbox.count("accepted");

    const Finished run = scene.run();
    INFO(damage.name << ": " << said(run));
    CHECK(run.exit == 74);
    CHECK_THAT(run.err, Catch::Contains("sluice state repair"));
    CHECK(scene.sandbox.count("accepted") == accepted);

    const Finished checked = state(scene, "check");
    INFO(said(checked));
    CHECK(checked.exit == 74);
    CHECK_THAT(checked.err, Catch::Contains("sluice state repair"));

    const Finished repaired = state(scene, "repair");
    INFO(said(repaired));
    REQUIRE(repaired.exit == 0);
    CHECK_THAT(repaired.out, Catch::Contains("state.db.damaged-"));
    CHECK(state(scene, "check").exit == 0);

    const Finished rest = scene.run();
    INFO(said(rest));
    CHECK((rest.exit == 0 || rest.exit == 3));
    CHECK(scene.sandbox.count("unique_accepted") == profiles - 2);
}

TEST_CASE("a replay of rejects that cannot be read ends with 74; what can be is saved and delivered"
) {
    Scene scene{sandbox_arguments()};
    prepare(scene);
    scene.sandbox.script(R"({"rules":[{"match":{"path":"/m2/"},"then":{"status":400}}]})");
    REQUIRE(scene.run().exit == 3);
    REQUIRE(scene.rejects().size() == profiles);
    const std::string bytes = support::content_of(state_of(scene));
    const std::size_t at = bytes.find(profile_line(200));
    REQUIRE(at != std::string::npos);
    {
        std::fstream stream{state_of(scene), std::ios::in | std::ios::out | std::ios::binary};
        stream.seekp(static_cast<std::streamoff>(at / 4096 * 4096));
        stream << std::string(4096, '\xee');
    }
    scene.sandbox.script(R"({"rules":[]})");

    const Finished replayed = scene.replay();
    INFO(said(replayed));
    CHECK(replayed.exit == 74);
    CHECK_THAT(replayed.err, Catch::Contains("sluice state repair"));

    const Finished repaired = state(scene, "repair");
    INFO(said(repaired));
    REQUIRE(repaired.exit == 0);
    CHECK_THAT(repaired.out, Catch::Contains("could not be read and are lost"));
    CHECK_THAT(repaired.out, Catch::Contains("checkpoint of identifiers saved"));
    const std::size_t saved = scene.rejects().size();
    CHECK(saved > profiles - 30);
    CHECK(saved < profiles);
    CHECK(scene.replay().exit == 0);
    CHECK(scene.sandbox.count("unique_accepted") == saved);
}

TEST_CASE("a sound state is said to be so, and one that runs is not repaired") {
    Scene scene{{"--seed-ids", "crm-:400", "--delay-ms", "600"}};
    prepare(scene);
    const Finished none = state(scene, "check");
    INFO(said(none));
    CHECK(none.exit == 0);
    CHECK_THAT(none.out, Catch::Contains("nothing has run yet"));
    auto run = scene.start_run();
    REQUIRE(run.await([&] { return scene.sandbox.count("accepted") >= 20; }));

    const Finished checked = state(scene, "check");
    const Finished refused = state(scene, "repair");

    INFO(said(checked) << said(refused));
    CHECK(checked.exit == 0);
    CHECK_THAT(checked.out, Catch::Contains("is sound: 1 pipeline"));
    CHECK(refused.exit == 75);
    CHECK(run.wait().exit == 3);
    CHECK_THAT(state(scene, "repair").out, Catch::Contains("nothing was changed"));
}
