#include "fixtures.hpp"
#include "host/state/pipeline_lock.hpp"
#include "host/state/state_directory.hpp"

#include <catch2/catch.hpp>

#include <sys/stat.h>

using host::make_state_directory;
using host::make_state_file;

namespace {

// A umask for the time of a test.
class Umask {
public:
    explicit Umask(mode_t mask) : before_{::umask(mask)} {}
    ~Umask() { ::umask(before_); }
    Umask(const Umask&) = delete;
    Umask& operator=(const Umask&) = delete;

private:
    mode_t before_;
};

}  // namespace

TEST_CASE("nobody but the owner can read the state, whatever the umask") {
    for (const mode_t mask : {mode_t{0}, mode_t{022}, mode_t{0277}}) {
        const test::TemporaryFolder folder;
        const Umask umask{mask};
        auto store = test::open_store(folder.state());
        REQUIRE(store.begin_generation("loyalty", test::identity(), 0));
        CHECK(test::mode_of(folder / "state") == 0700);
        CHECK(test::mode_of(folder / "state/state.db") == 0600);
        CHECK(test::mode_of(folder / "state/state.db-wal") == 0600);
        CHECK(test::mode_of(folder / "state/state.db-shm") == 0600);
    }
}

TEST_CASE("a state file that others could read is closed to them") {
    const test::TemporaryFolder folder;
    REQUIRE(make_state_directory(folder / "state"));
    REQUIRE(make_state_file(folder / "state"));
    ::chmod((folder / "state/state.db").c_str(), 0644);
    REQUIRE(make_state_file(folder / "state"));
    CHECK(test::mode_of(folder / "state/state.db") == 0600);
}

TEST_CASE("the mode of a folder that the operator made is left alone") {
    const test::TemporaryFolder folder;
    ::mkdir((folder / "state").c_str(), 0750);
    REQUIRE(make_state_directory(folder / "state"));
    CHECK(test::mode_of(folder / "state") == 0750);
}

TEST_CASE("a state folder without a parent is refused and named") {
    const test::TemporaryFolder folder;
    const auto made = make_state_directory(folder / "nowhere/state");
    REQUIRE_FALSE(made);
    CHECK(test::holds(made.error().text, "nowhere/state: cannot make the state directory"));
    CHECK(test::holds(made.error().text, "state_dir"));
    CHECK(made.error().exit_code() == 74);
}

TEST_CASE("a file in the place of the state folder is refused") {
    const test::TemporaryFolder folder;
    std::ofstream{folder / "state"} << "x";
    const auto made = make_state_directory(folder / "state");
    REQUIRE_FALSE(made);
    CHECK(test::holds(made.error().text, "Not a directory"));
}

TEST_CASE("the state lies beside the pipeline file unless another folder is named") {
    CHECK(host::default_state_directory("/etc/sluice/p.yaml") == "/etc/sluice/sluice-state");
    CHECK(
        host::default_state_directory("p.yaml") == std::filesystem::current_path() / "sluice-state"
    );
}

TEST_CASE("an empty state file is a new one, unless pipelines have run with it") {
    const test::TemporaryFolder folder;
    std::filesystem::create_directory(folder / "state");
    std::ofstream{folder / "state/state.db"};
    REQUIRE(host::Store::open(folder.state()));
    REQUIRE(host::PipelineLock::take(folder / "state", "loyalty"));
    std::filesystem::remove(folder / "state/state.db-wal");
    std::filesystem::resize_file(folder / "state/state.db", 0);

    const auto opened = host::Store::open(folder.state());

    REQUIRE_FALSE(opened);
    CHECK(test::holds(opened.error().text, "state.db: expected the state"));
    CHECK(test::holds(opened.error().text, "sluice state repair"));
    CHECK(opened.error().exit_code() == 74);
    CHECK(std::filesystem::file_size(folder / "state/state.db") == 0);
}

TEST_CASE("a state that was moved away is begun anew") {
    const test::TemporaryFolder folder;
    REQUIRE(host::Store::open(folder.state()));
    REQUIRE(host::PipelineLock::take(folder / "state", "loyalty"));
    std::filesystem::remove(folder / "state/state.db");
    CHECK(host::Store::open(folder.state()));
}
