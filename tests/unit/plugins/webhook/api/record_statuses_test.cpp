#include "webhook/api/record_statuses.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

std::string statuses(std::string_view body, std::size_t count) {
    std::string out;
    for (const auto& told : webhook::record_statuses(body, count)) {
        out += std::to_string(told.index) + ":" + std::to_string(told.status) + " ";
    }
    return out;
}

}  // namespace

TEST_CASE("statuses are read by order and by index") {
    CHECK(statuses(R"({"results":[{"status":200},{"status":409}]})", 2) == "0:200 1:409 ");
    CHECK(statuses(R"({"results":[{"index":1,"status":409}]})", 2) == "1:409 ");
    CHECK(statuses(R"({"errors":[{"index":2,"status":422,"why":"x"}]})", 3) == "2:422 ");
    CHECK(
        statuses(R"({"results":[{"status":200},{"index":0,"status":500},{"status":201}]})", 3) ==
        "0:200 2:201 "
    );
}

TEST_CASE("what is no such form says nothing") {
    CHECK(statuses("", 2).empty());
    CHECK(statuses("[1,2]", 2).empty());
    CHECK(statuses("{", 2).empty());
    CHECK(statuses(R"({"results":{}})", 2).empty());
    CHECK(statuses(R"({"results":[200,409]})", 2).empty());
    CHECK(statuses(R"({"results":[{"status":200}]})", 2).empty());
    CHECK(statuses(R"({"results":[{"index":2,"status":409},{"index":-1,"status":409}]})", 2).empty()
    );
    CHECK(statuses(R"({"results":[{"index":0,"status":"409"},{"index":1,"status":42}]})", 2).empty()
    );
}
