#include "host/conform/check.hpp"

#include <catch2/catch.hpp>

#include <fstream>
#include <iterator>
#include <set>
#include <string>

TEST_CASE("each check has an id of its own, a rule, a function, and a section in the authors' page"
) {
    std::ifstream file{CONFORMANCE_PAGE};
    const std::string page{std::istreambuf_iterator<char>{file}, {}};
    std::set<std::string_view> ids;
    for (const host::Check& check : host::all_checks()) {
        INFO(check.id);
        CHECK(ids.insert(check.id).second);
        CHECK_FALSE(check.rule.empty());
        CHECK(check.run != nullptr);
        CHECK(host::find_check(check.id) == &check);
        CHECK(page.find("\n## " + std::string{check.id} + "\n\n**Rule.**") != std::string::npos);
    }
    CHECK(host::find_check("nonsense") == nullptr);
}

TEST_CASE("no section of the authors' page is about a check that is gone") {
    std::ifstream page{CONFORMANCE_PAGE};
    std::string heading;
    for (std::string line; std::getline(page, line);) {
        if (line.starts_with("## ")) {
            heading = line.substr(3);
        } else if (line.starts_with("**Rule.**")) {
            CHECK(host::find_check(heading) != nullptr);
        }
    }
}
