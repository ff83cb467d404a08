#include "host/config/secrets.hpp"

#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <unistd.h>

using namespace host;

namespace {

class TemporaryFile {
public:
    explicit TemporaryFile(const std::string& content) {
        std::string name =
            (std::filesystem::temp_directory_path() / "sluice-secret-XXXXXX").string();
        int file = mkstemp(name.data());
        REQUIRE(file >= 0);
        close(file);
        path_ = name;
        std::ofstream{path_, std::ios::binary} << content;
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    ~TemporaryFile() { std::filesystem::remove(path_); }

    SecretRef reference() const { return {"token", "/token", SecretRef::Kind::file, path_, {}}; }
    const std::string& path() const { return path_; }

private:
    std::string path_;
};

constexpr const char* variable = "SLUICE_TEST_SECRET";
const SecretRef from_variable{"login.key", "/login/key", SecretRef::Kind::env, variable, {}};

}  // namespace

TEST_CASE("a secret loses one line end and nothing else") {
    struct Row {
        std::string content;
        std::string expected;
    };
    auto row = GENERATE(values<Row>({
        {"hunter2", "hunter2"},
        {"hunter2\n", "hunter2"},
        {"hunter2\r\n", "hunter2"},
        {"hunter2\n\n", "hunter2\n"},
        {" a b\r", " a b\r"},
    }));
    TemporaryFile file{row.content};
    auto from_file = resolve_secret(file.reference());
    REQUIRE(from_file);
    CHECK(*from_file == row.expected);
    setenv(variable, row.content.c_str(), 1);
    auto from_env = resolve_secret(from_variable);
    unsetenv(variable);
    REQUIRE(from_env);
    CHECK(*from_env == row.expected);
}

TEST_CASE("a file is read anew each time, so that a rotated secret is seen") {
    TemporaryFile file{"old"};
    CHECK(*resolve_secret(file.reference()) == "old");
    std::ofstream{file.path()} << "new";
    CHECK(*resolve_secret(file.reference()) == "new");
}

TEST_CASE("a secret that cannot be had says which variable or file is missing for what") {
    unsetenv(variable);
    auto unset = resolve_secret(from_variable);
    REQUIRE(!unset);
    CHECK(
        unset.error().text ==
        "expected the environment variable SLUICE_TEST_SECRET for login.key, found no such variable"
    );

    SecretRef absent{"token", "/token", SecretRef::Kind::file, "/nowhere/at/all", {}};
    auto gone = resolve_secret(absent);
    REQUIRE(!gone);
    CHECK(
        gone.error().text ==
        "expected the file /nowhere/at/all for token, found an error: No such file or directory"
    );

    SecretRef folder{"token", "/token", SecretRef::Kind::file, "/", {}};
    CHECK(!resolve_secret(folder));
    TemporaryFile empty{"\n"};
    CHECK_THAT(
        resolve_secret(empty.reference()).error().text, Catch::EndsWith("found it is empty")
    );
    TemporaryFile large{std::string(64 * 1024 + 1, 'x')};
    CHECK_THAT(
        resolve_secret(large.reference()).error().text, Catch::EndsWith("found more than 64 KiB")
    );
    TemporaryFile largest{std::string(64 * 1024, 'x')};
    CHECK(resolve_secret(largest.reference()));
}
