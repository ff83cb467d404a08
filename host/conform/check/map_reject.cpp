#include "host/conform/check/mapping.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"

#include <algorithm>

namespace host {
namespace {

struct WrongMapping {
    std::string what;
    SpecDraft spec;
    bool must_be_refused = false;
};

std::vector<WrongMapping>
wrong_mappings(const SpecDraft& good, const ActionSpec& action, std::size_t actions) {
    std::vector<WrongMapping> all;
    bool has_mandatory = false;
    for (const FieldSpec& field : action.fields) {
        if (field.required) {
            has_mandatory = true;
            SpecDraft without = good;
            // A mandatory prefix is satisfied by any field that it covers.
            std::erase_if(without.fields, [&](const SampleField& each) {
                return action.field(each.name) == &field;
            });
            all.push_back({"without the mandatory field " + field.name, without, true});
        }
    }
    SpecDraft empty = good;
    empty.fields.clear();
    all.push_back({"without a field", empty, has_mandatory});
    SpecDraft unknown = good;
    unknown.action = "no_such_action";
    all.push_back({"for an action that is none", unknown, actions > 1});
    SpecDraft stranger = good;
    stranger.fields.push_back({"no_such_field", SLUICE_T_STR, 0, {"x"}, std::nullopt});
    all.push_back({"with an unknown field", stranger, false});
    SpecDraft twice = good;
    twice.fields.push_back(good.fields.at(0));
    all.push_back({"with a field twice", twice, false});
    SpecDraft odd = good;
    odd.fields[0].type = 99;
    odd.fields[0].flags = 0xffffffffU;
    all.push_back({"with a field of an unknown type", odd, false});
    SpecDraft many = good;
    for (int i = 0; i < 2000; ++i) {
        many.fields.push_back({"field_" + std::to_string(i), SLUICE_T_STR, 0, {"x"}, std::nullopt});
    }
    all.push_back({"with 2000 fields more", many, false});
    SpecDraft options = good;
    options.options_json = "[";
    all.push_back({"with options that are no JSON", options, false});
    return all;
}

bool is_place(const std::string& path) {
    return path.starts_with("/fields") || path.starts_with("/action") ||
           path.starts_with("/options") || path.starts_with("/config");
}

void judge(CheckRun& run, const WrongMapping& mapping) {
    run.step("the mapping " + mapping.what);
    Harness harness{run};
    harness.set_spec(mapping.spec);
    const bool is_refused = harness.validate() != SLUICE_OK;
    Evidence& evidence = run.evidence();
    if (mapping.must_be_refused) {
        evidence.expect(
            is_refused,
            "a mapping " + mapping.what + ": expected it to be refused, found it accepted"
        );
    }
    if (is_refused) {
        const auto issues = harness.context().issues();
        const bool has_place =
            std::any_of(issues.begin(), issues.end(), [](const SeenIssue& issue) {
                return issue.severity == SLUICE_SEV_ERROR && is_place(issue.path);
            });
        evidence.expect(
            has_place,
            "a mapping " + mapping.what +
                ": expected an issue at /fields, /action, /options or /config, found " +
                (issues.empty() ? "none" : "'" + issues[0].path + "'")
        );
    }
    run.judge_misuse(harness.context(), {Misuse::bad_issue});
}

}  // namespace

void check_map_reject(CheckRun& run) {
    const Manifest& manifest = run.file()->manifest;
    const ActionSpec* action = manifest.action(run.sample().action);
    for (const WrongMapping& mapping :
         wrong_mappings(spec_of(run.sample()), *action, manifest.actions.size())) {
        judge(run, mapping);
    }
}

}  // namespace host
