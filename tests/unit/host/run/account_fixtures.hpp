// Plans of two pipelines to one account or to two. For the tests of what an account has once.
#pragma once

#include "host/config/issues.hpp"
#include "host/run/plan.hpp"
#include "tests/support/temp_folder.hpp"

#include <catch2/catch.hpp>

#include <filesystem>
#include <memory>
#include <span>
#include <string>

namespace test {

// Two pipelines with one more line each, to the account `name` of each destination.
inline std::unique_ptr<host::Plan> plan_of(
    const tests::TempFolder& folder,
    const std::string& one,
    const std::string& two,
    const std::string& second_account = "acme"
) {
    const std::string pipeline = "    source: { file: { path: in.ndjson } }\n    action: put\n"
                                 "    mapping: { user: id }\n";
    const std::string text = "destinations:\n  a: { plugin: obedient, config: { name: acme } }\n"
                             "  b: { plugin: obedient, config: { name: " +
                             second_account + " } }\npipelines:\n  one:\n    destination: a\n" +
                             pipeline + one + "  two:\n    destination: b\n" + pipeline + two;
    return host::make_plan(
        {folder.write("p.yaml", text)},
        {std::filesystem::path{OBEDIENT_PLUGIN}.parent_path().string()}
    );
}

inline std::string errors_of(const host::Plan& plan) {
    std::string all;
    for (const host::Issue& issue : plan.issues) {
        all += issue.severity == host::Issue::Severity::error ? host::to_text(issue) + '\n' : "";
    }
    return all;
}

// Two pipelines with these lines, and whether they agree.
struct Terms {
    std::string one;
    std::string two;
    std::string second_account;
    bool is_right;
};

inline void check(std::span<const Terms> rows) {
    for (const Terms& row : rows) {
        const tests::TempFolder folder;
        const std::string errors =
            errors_of(*plan_of(folder, row.one, row.two, row.second_account));
        CAPTURE(row.one, row.two, row.second_account, errors);
        CHECK(errors.empty() == row.is_right);
    }
}

}  // namespace test
