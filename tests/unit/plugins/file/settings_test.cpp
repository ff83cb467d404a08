#include "file/settings.hpp"

#include <catch2/catch.hpp>

namespace {

file::Settings good(std::string_view config) {
    std::vector<sluice::ConfigFault> faults;
    file::Settings settings = file::read_settings(config, faults);
    INFO((faults.empty() ? "" : faults.front().message));
    REQUIRE(faults.empty());
    return settings;
}

// "PATH CODE" of each fault, one after the other.
std::string faults_of(std::string_view config) {
    std::vector<sluice::ConfigFault> faults;
    file::read_settings(config, faults);
    std::string all;
    for (const auto& fault : faults) {
        all += (all.empty() ? "" : "; ") + fault.path + " " + fault.code;
    }
    return all;
}

}  // namespace

TEST_CASE("a path is enough, and what is delivered is on the disk") {
    const auto settings = good(R"({"path":"out/users.ndjson"})");
    CHECK(settings.path == "out/users.ndjson");
    CHECK(settings.format == file::Format::ndjson);
    CHECK(settings.durability == file::Durability::synced);
    CHECK(settings.formulas == file::Formulas::leave);
    CHECK_FALSE(settings.max_bytes);
    CHECK_FALSE(settings.max_age);
}

TEST_CASE("every setting is read") {
    const auto settings =
        good(R"({"path":"/x","format":"csv","fsync":false,"disarm_formulas":true,)"
             R"("rotate":{"max_bytes":1048576,"max_age":"15m"}})");
    CHECK(settings.format == file::Format::csv);
    CHECK(settings.durability == file::Durability::cached);
    CHECK(settings.formulas == file::Formulas::disarm);
    CHECK(settings.max_bytes == 1'048'576U);
    CHECK(settings.max_age == std::chrono::minutes{15});
}

TEST_CASE("every mistake is found at its place") {
    CHECK(faults_of("{}") == "/config/path bad_path");
    CHECK(faults_of("[]") == "/config wrong_type; /config/path bad_path");
    for (const char* bad : {"out/", "", "..", "a/.", "a\\u0000b"}) {
        CAPTURE(bad);
        CHECK(faults_of(std::string{R"({"path":")"} + bad + "\"}") == "/config/path bad_path");
    }
    CHECK(faults_of(R"({"path":")" + std::string(231, 'x') + "\"}") == "/config/path bad_path");
    CHECK(faults_of(R"({"path":7})") == "/config/path wrong_type; /config/path bad_path");
    CHECK(faults_of(R"({"path":"x","format":"xml"})") == "/config/format bad_format");
    CHECK(faults_of(R"({"path":"x","fsync":"no"})") == "/config/fsync wrong_type");
    CHECK(faults_of(R"({"path":"x","sync":true})") == "/config/sync unknown_setting");
    CHECK(faults_of(R"({"path":"x","rotate":5})") == "/config/rotate wrong_type");
    CHECK(
        faults_of(R"({"path":"x","rotate":{"max_bytes":10,"max_age":"1d"}})") ==
        "/config/rotate/max_bytes out_of_range; /config/rotate/max_age bad_duration"
    );
    CHECK(
        faults_of(R"({"path":"x","rotate":{"max_age":"1ms"}})") ==
        "/config/rotate/max_age out_of_range"
    );
}

TEST_CASE("options say which columns come before the mapped ones") {
    std::vector<sluice::ConfigFault> faults;
    const auto usual = file::read_options("{}", faults);
    CHECK((usual.has_op && !usual.has_id));
    const auto other = file::read_options(R"({"op_column":false,"id_column":true})", faults);
    CHECK((!other.has_op && other.has_id));
    CHECK(faults.empty());
    file::read_options(R"({"op_column":1,"x":2})", faults);
    CHECK(faults.size() == 2);
}
