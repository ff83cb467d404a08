#include "host/config/check_action.hpp"
#include "host/config/read_pipeline.hpp"
#include "tests/unit/host/config/fixtures.hpp"

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

#include <algorithm>
#include <string>
#include <vector>

using namespace host;

namespace {

struct Checked {
    Pipeline pipeline;
    std::vector<std::string> issues;
};

Checked checked(const std::string& yaml, bool has_manifest = true) {
    fixtures::Written written{yaml};
    Checked result{read_pipeline("p", written.section()), {}};
    REQUIRE(written.issues.empty());
    std::vector<Issue> issues;
    const Manifest manifest = fixtures::mail_manifest();
    check_action(result.pipeline, has_manifest ? &manifest : nullptr, issues);
    result.issues = fixtures::texts(issues);
    return result;
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("options stand under options or directly in the pipeline, and are completed") {
    Checked result = checked("action: send\nmapping: { to: m, vars.x: y }\naudience: { name: 007 "
                             "}\noptions: { tries: 2 }\n");
    CHECK(result.issues.empty());
    CHECK(
        result.pipeline.options ==
        boost::json::parse(R"({"tries": 2, "audience": {"name": "007", "value": "1"}})")
    );
    CHECK(result.pipeline.unclaimed.empty());
}

TEST_CASE("a bare number in an option that is text keeps its text") {
    CHECK(
        checked("action: send\nmapping: { to: m }\naudience: { name: 1.10 }\n")
            .pipeline.options.at("audience")
            .at("name") == "1.10"
    );
    CHECK(
        checked("action: send\nmapping: { to: m }\noptions: { audience: { name: 1.10 } }\n")
            .pipeline.options.at("audience")
            .at("name") == "1.10"
    );
}

TEST_CASE("a relative path in an option starts from the pipeline file's folder") {
    Checked result = checked("action: send\nmapping: { to: m }\nfooter: ../footer.txt\n");
    CHECK(result.issues.empty());
    CHECK(result.pipeline.options.at("footer") == "/footer.txt");
}

TEST_CASE("what does not fit the action is found at its place") {
    struct Row {
        std::string yaml;
        Lines issues;
    };
    const std::string keys =
        "expected one of the keys source, destination, action, mapping, where, operation, options, "
        "delivery, coalesce, skip_unchanged, guard, quota, rate, rejects, verify, audience, tries, "
        "footer, found "
        "the unknown key ";
    auto row = GENERATE_COPY(values<Row>({
        {"action: sned\nmapping: { to: m }",
         {"f.yaml:1:9: expected an action of org.example.mail (send, purge), found 'sned': did you "
          "mean 'send'?"}},
        {"action: send\noperation: delete\nmapping: { to: m }",
         {"f.yaml:2:12: expected an operation of send (upsert), found delete"}},
        {"action: send\nmapping: { subject: m }",
         {"f.yaml:2:1: expected the field 'to' (Recipient), found none"}},
        {"action: send\nmapping: { to: m, subjct: x, var.a: y, nothing: z }",
         {"f.yaml:2:19: expected a field of send (to, subject, vars.*), found 'subjct': did you "
          "mean 'subject'?",
          "f.yaml:2:30: expected a field of send (to, subject, vars.*), found 'var.a': did you "
          "mean 'vars.a'?",
          "f.yaml:2:40: expected a field of send (to, subject, vars.*), found 'nothing'"}},
        {"action: send\nmapping: { to: m }\naudiance: { name: x }",
         {"f.yaml:3:1: " + keys + "'audiance': did you mean 'audience'?"}},
        {"action: send\nmapping: { to: m }\ndelivry: {}",
         {"f.yaml:3:1: " + keys + "'delivry': did you mean 'delivery'?"}},
        {"action: send\nmapping: { to: m }\nwhatever: 1", {"f.yaml:3:1: " + keys + "'whatever'"}},
        {"action: send\nmapping: { to: m }\ntries: 1\noptions: { tries: 2 }",
         {"f.yaml:3:1: expected the option 'tries' once, found it here and under options"}},
        {"action: send\nmapping: { to: m }\ntries: 0\naudience: { nam: x }",
         {"f.yaml:4:13: expected one of the keys name, value, found the unknown key 'nam': did you "
          "mean 'name'?",
          "f.yaml:3:8: expected a whole number of at least 1, found 0"}},
        {"action: send\nmapping: { to: m }\noptions: { audience: {} }",
         {"f.yaml:3:12: expected the key 'name', found none"}},
        {"action: purge\nmapping: { to: m }\noptions: { tries: 1 }",
         {"f.yaml:3:12: expected no keys here, found the unknown key 'tries'"}},
    }));
    CAPTURE(row.yaml);
    Lines found = checked(row.yaml).issues;
    std::sort(found.begin(), found.end());
    std::sort(row.issues.begin(), row.issues.end());
    CHECK(found == row.issues);
}

TEST_CASE("without a manifest only misspelt keys of the host are known to be wrong") {
    Checked result = checked("action: send\nmaping: {}\naudience: {}\n", false);
    REQUIRE(result.issues.size() == 1);
    CHECK_THAT(
        result.issues[0],
        Catch::StartsWith("f.yaml:2:1: ") && Catch::EndsWith("did you mean 'mapping'?")
    );
}

TEST_CASE("coalesce with an action that keeps no order by user is an error") {
    const std::string rest = "action: send\nmapping: { to: m }\n";
    CHECK(checked("coalesce: off\nskip_unchanged: false\n" + rest).issues.empty());
    CHECK(checked("skip_unchanged: true\n" + rest).issues.size() == 1);
    CHECK(
        checked("coalesce: merge\n" + rest).issues ==
        Lines{"f.yaml:1:11: expected coalesce with an action that tells users apart, found "
              "it with send, which keeps no order by user: leave it out"}
    );
}
