// Files as they are in the field: what can be read is delivered, the rest is kept with its line.
#include "tests/end_to_end/scene.hpp"

#include <catch2/catch.hpp>

#include <algorithm>

namespace {

using end_to_end::Arrival;
using end_to_end::said;
using end_to_end::Scene;
using end_to_end::summary_row;
using support::profile_line;

void prepare_csv(Scene& scene, std::string_view text, const std::string& mapping) {
    scene.folder.write("profiles.csv", text);
    support::FileText file;
    file.pipelines.front().source = "profiles.csv";
    file.pipelines.front().mapping = mapping;
    scene.pipelines(file);
}

// Line number and reason of each reject, in their order.
std::vector<std::pair<std::int64_t, std::string>>
places_of(const std::vector<boost::json::object>& rejects) {
    std::vector<std::pair<std::int64_t, std::string>> places;
    for (const auto& reject : rejects) {
        places.emplace_back(
            reject.at("line").as_int64(), std::string{reject.at("reason").as_string()}
        );
    }
    return places;
}

using Places = std::vector<std::pair<std::int64_t, std::string>>;

}  // namespace

TEST_CASE("CSV with quoted line ends, doubled quotes, CRLF and no last line end arrives exactly") {
    Scene scene{{"--seed-ids", "crm-:3"}};
    prepare_csv(
        scene,
        "id,address.city,note\r\n"
        "crm-0,Bern,\"two\r\nlines, a comma and \"\"quotes\"\"\"\r\n"
        "crm-1,\"Z\xC3\xBCrich\",\r\n"
        "crm-2,Basel,last",
        "mbox3rdPartyId: id\nprofile.city: address.city\nprofile.note: note\n"
    );

    const auto run = scene.run();

    INFO(said(run));
    REQUIRE(run.exit == 0);
    std::map<std::string, std::map<std::string, std::string>> arrived;
    for (const Arrival& arrival : scene.sandbox.ledger()) {
        arrived[arrival.id] = arrival.attributes;
    }
    REQUIRE(arrived.size() == 3);
    CHECK(arrived["crm-0"]["note"] == "two\r\nlines, a comma and \"quotes\"");
    CHECK(arrived["crm-0"]["city"] == "Bern");
    CHECK(arrived["crm-1"]["city"] == "Zürich");
    CHECK(arrived["crm-2"]["note"] == "last");
}

TEST_CASE("bad CSV rows are kept with the line they begin on, and the run goes on") {
    Scene scene{{"--seed-ids", "crm-:4"}};
    prepare_csv(
        scene,
        "id,tier\n"
        "crm-0,\"a\nb\"\n"    // lines 2 and 3
        "crm-1,gold,extra\n"  // line 4: a column too many
        "crm-2\n"             // line 5: one too few
        "crm-3,\xFF\n"        // line 6: no UTF-8
        "crm-3,\"a\"b\n"      // line 7: text behind a closing quote
        "crm-3,silver\n",
        "mbox3rdPartyId: id\nprofile.tier: tier\n"
    );

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 3);
    CHECK(
        places_of(scene.rejects()) ==
        Places{{4, "bad_csv"}, {5, "bad_csv"}, {6, "bad_utf8"}, {7, "bad_csv"}}
    );
    CHECK(scene.sandbox.count("accepted") == 2);
    CHECK(scene.sandbox.profile("crm-3").at("tier") == "silver");
}

TEST_CASE("a rejected CSV row is replayed by the names of its columns") {
    Scene scene{{"--seed-ids", "crm-:2"}};
    prepare_csv(
        scene, "id,tier\ncrm-0,gold\nbad+id,silver\n", "mbox3rdPartyId: id\nprofile.tier: tier\n"
    );
    REQUIRE(scene.run().exit == 3);
    const auto rejects = scene.rejects();
    REQUIRE(rejects.size() == 1);
    CHECK(rejects.front().at("line") == 3);
    CHECK(rejects.front().at("payload") == R"({"id":"bad+id","tier":"silver"})");

    // Another column holds the id from now on.
    prepare_csv(
        scene, "id,tier\ncrm-0,gold\nbad+id,silver\n", "mbox3rdPartyId: tier\nprofile.tier: tier\n"
    );
    scene.sandbox.post("/_sandbox/profiles", R"({"third_party_id":"silver"})");
    const auto replayed = scene.replay();
    INFO(said(replayed));
    CHECK(replayed.exit == 0);
    CHECK(scene.sandbox.profile("silver").at("tier") == "silver");
}

TEST_CASE("NDJSON lines that cannot be read are kept with line and reason, and the run goes on") {
    Scene scene{{"--seed-ids", "crm-:6"}};
    scene.records(
        profile_line(0) + "\n" +                                           // 1
        R"({"id":"crm-1","traits":{"x":")" + std::string(2 << 20U, 'x') +  //
        "\"}}\n" +                                                         // 2: 2 MiB
        profile_line(2) + "\r\n" +                                         // 3
        R"({"id":"crm-3","traits":{"x":")" + "\xC3\x28" + "\"}}\n" +       // 4: no UTF-8
        R"({"id":"crm-3","traits":{"x":1)" + "\n" +                        // 5: not closed
        "[1,2]\n" +                                                        // 6: no object
        R"({"traits":{"x":"1"}})" + "\n" +                                 // 7: no id
        "\n" +                                                             // 8: nothing
        profile_line(5)                                                    // 9
    );
    scene.pipeline();

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 3);
    CHECK(scene.sandbox.count("accepted") == 3);
    const auto rejects = scene.rejects();
    CHECK(
        places_of(rejects) ==
        Places{
            {2, "too_long"},
            {4, "bad_utf8"},
            {5, "bad_json"},
            {6, "bad_json"},
            {7, "missing_identifier"}}
    );
    for (const auto& reject : rejects) {
        CHECK(reject.at("payload").as_string().size() <= 64 << 10U);
    }
    auto row = summary_row(run.out);
    CHECK(row["REJECTED"] == 5);
    CHECK(row["DELIVERED"] == 3);
    CHECK_THAT(run.out, Catch::Contains("5 rejects are kept in"));
    CHECK_THAT(run.out, Catch::Contains("sluice rejects list --pipeline identifiers"));
}

TEST_CASE("records that `where` does not match are filtered with a count and never sent") {
    Scene scene{{"--seed-ids", "crm-:100"}};
    scene.records(support::lines(100, [](std::size_t i) {
        const std::string consent = i % 4 == 0   ? R"(,"consent":true)"
                                    : i % 4 == 1 ? R"(,"consent":false)"
                                    : i % 4 == 2 ? R"(,"consent":"true")"
                                                 : "";
        return profile_line(i, R"(,"country":")" + std::string{i % 8 == 0 ? "XX" : "CH"} + "\"")
            .insert(1, consent.empty() ? "" : consent.substr(1) + ",");
    }));
    scene.pipeline("where:\n"
                   "  all:\n"
                   "    - { path: consent, equals: true }\n"
                   "    - not: { path: traits.country, in: [XX, YY] }\n");

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 0);
    auto row = summary_row(run.out);
    CHECK(row["RECORDS"] == 100);
    CHECK(row["DELIVERED"] == 12);
    CHECK(row["FILTERED"] == 88);
    for (const Arrival& arrival : scene.sandbox.ledger()) {
        REQUIRE(std::stoull(arrival.attributes.at("n")) % 8 == 4);
    }
}

TEST_CASE("ID extension: each identifier of a record is an update of its own, a double one is not"
) {
    Scene scene{{"--seed-ids", "crm-:10"}};
    scene.records(
        R"({"identities":[{"crm":"crm-1"},{"crm":"crm-2"},{"crm":"crm-1"},{"other":"x"}],"traits":{"t":"a"}})"
        "\n"
        R"({"identities":[{"crm":"crm-3"},{"crm":"bad+id"}],"traits":{"t":"b"}})"
        "\n"
        R"({"identities":[],"traits":{"t":"c"}})"
        "\n"
    );
    support::FileText file;
    file.pipelines.front().mapping = "mbox3rdPartyId: identities[*].crm\nprofile.*: traits\n";
    scene.pipelines(file);

    const auto run = scene.run();

    INFO(said(run));
    CHECK(run.exit == 3);
    std::vector<std::string> ids;
    for (const Arrival& arrival : scene.sandbox.ledger()) {
        ids.push_back(arrival.id);
    }
    std::sort(ids.begin(), ids.end());
    CHECK(ids == std::vector<std::string>{"crm-1", "crm-2", "crm-3"});
    auto row = summary_row(run.out);
    CHECK(row["RECORDS"] == 3);
    CHECK(row["UPDATES"] == 5);
    CHECK(row["DELIVERED"] == 3);
    CHECK(row["REJECTED"] == 2);
    const auto rejects = scene.rejects();
    REQUIRE(rejects.size() == 2);
    CHECK(rejects.front().at("line") == 2);
    CHECK(rejects.front().at("update") == 1);
    CHECK(rejects.back().at("line") == 3);
}

TEST_CASE("audience membership is sent when no attribute is mapped, and its exit value on delete") {
    Scene scene{{"--seed-ids", "crm-:2"}};
    scene.records(profile_line(0));
    support::FileText file;
    auto& enter = file.pipelines.front();
    enter.name = "enter";
    enter.mapping = "mbox3rdPartyId: id\n";
    enter.more = "audience: { name: members }\n";
    scene.pipelines(file);
    const auto entered = scene.run();
    INFO(said(entered));
    REQUIRE(entered.exit == 0);
    CHECK(scene.sandbox.profile("crm-0").at("members") == "1");

    file.pipelines.front().name = "leave";
    file.pipelines.front().more = "audience: { name: members, exit: \"out\" }\noperation: delete\n";
    scene.pipelines(file);
    const auto left = scene.run();
    INFO(said(left));
    REQUIRE(left.exit == 0);
    CHECK(scene.sandbox.profile("crm-0").at("members") == "out");
}
