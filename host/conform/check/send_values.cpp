#include "host/conform/check/send.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/harness.hpp"
#include "host/conform/mock/record_mark.hpp"

#include <cmath>
#include <limits>
#include <string>
#include <vector>

namespace host {
namespace {

constexpr std::chrono::seconds patience{5};

// One value that is hard to get right, for slots of one type.
struct Nasty {
    std::string name;
    SlotDraft slot;
};

// Each carries the record's mark behind it, so that the request is found again.
std::vector<Nasty> nasty_texts(std::uint32_t type) {
    const auto text = [&](std::string name, std::string value) {
        return Nasty{std::move(name), SlotDraft{type, value + "$N", 0, 0}};
    };
    return {
        text("CR LF and a header", "a\r\nX-Injected: yes\r\n"),
        text("a whole request", "a\r\n\r\nGET /injected HTTP/1.1\r\nHost: x\r\n\r\n"),
        text("a further parameter", "a&injected=yes&b="),
        text("an escape that is none", "100%zz%0d%0aX-Injected:%20yes"),
        text("a NUL byte", std::string{"a\0b", 3}),
        text("control characters", "\x01\x1b[31m\x7f"),
        text("bytes that are no UTF-8", "\xc3(\xff"),
        text("an emoji and a combining mark", "\xf0\x9f\x98\x80 e\xcc\x81"),
        text("quotes, backslashes and braces", R"("\"}],{$(x)`'<>)"),
        text("1 MiB", std::string(std::size_t{1} << 20U, 'x')),
    };
}

std::vector<Nasty> nasty_of(std::uint32_t type) {
    std::vector<Nasty> all{
        {"absent", SlotDraft{SLUICE_T_ABSENT, "", 0, 0}},
        {"null", SlotDraft{SLUICE_T_NULL, "", 0, 0}}};
    if (type == SLUICE_T_STR) {
        all.push_back({"an empty text", SlotDraft{SLUICE_T_STR, "", 0, 0}});
        for (Nasty& each : nasty_texts(type)) {
            all.push_back(std::move(each));
        }
    } else if (type == SLUICE_T_F64) {
        for (const double number :
             {std::nan(""),
              std::numeric_limits<double>::infinity(),
              std::numeric_limits<double>::max(),
              std::numeric_limits<double>::denorm_min()}) {
            all.push_back({"the number " + std::to_string(number), SlotDraft{type, "", 0, number}});
        }
    } else if (type == SLUICE_T_I64 || type == SLUICE_T_TIME_US) {
        for (const std::int64_t number :
             {std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()}) {
            all.push_back({"the number " + std::to_string(number), SlotDraft{type, "", number, 0}});
        }
    } else if (type == SLUICE_T_JSON) {
        for (const std::string text :
             {"{}",
              R"({"a\r\nX-Injected: yes":"b\r\nX-Injected: yes&injected=yes"})",
              R"({"a":[1,{"b":null}]})"}) {
            all.push_back({"the JSON " + text, SlotDraft{type, text, 0, 0}});
        }
    }
    return all;
}

void judge_request(const MockEntry& entry, const std::string& what, Evidence& evidence) {
    const MockRequest& request = entry.request;
    evidence.expect(
        !header_of(request.head, "x-injected"),
        what + ": expected the value to stay a value, found a header made of it"
    );
    evidence.expect(
        !request.target.starts_with("/injected"),
        what + ": expected the value to stay a value, found a request made of it"
    );
    const auto media_type = header_of(request.head, "content-type");
    const bool is_form = media_type && media_type->starts_with("application/x-www-form-urlencoded");
    evidence.expect(
        request.target.find("&injected=") == std::string::npos &&
            !(is_form && request.body.find("&injected=") != std::string::npos),
        what + ": expected the value to stay a value, found a parameter made of it"
    );
}

void judge(CheckRun& run, const Judged& judged, const std::string& what) {
    run.evidence().expect(
        judged.verdict.status != SLUICE_UNSET, what + ": expected a verdict within 5 s, found none"
    );
    const MockLedger ledger = run.ledger();
    for (const MockEntry& entry : ledger.entries) {
        judge_request(entry, what, run.evidence());
    }
    run.evidence().expect(
        ledger.entries.size() <= 1,
        what + ": expected one request at most, found " + std::to_string(ledger.entries.size())
    );
    for (const std::string& fault : ledger.faults) {
        run.evidence().fail(what + ": expected HTTP, found: " + fault);
    }
}

}  // namespace

void check_send_values(CheckRun& run) {
    run.play(run.accepted());
    Harness harness{run};
    harness.must_init();
    harness.send(records_of(run.sample(), 1, 1));  // what a plugin asks for once, it has asked for
    harness.flush();
    harness.await(patience);
    std::uint64_t number = 2;
    for (std::size_t i = 0; i < run.sample().fields.size(); ++i) {
        const SampleField& field = run.sample().fields[i];
        for (const Nasty& nasty : nasty_of(field.type)) {
            const std::string what = field.name + ", " + nasty.name;
            run.step("sending " + what);
            run.clear_ledger();
            std::vector<RecordDraft> records = records_of(run.sample(), number, 1);
            records[0].slots[i] = nasty.slot;
            records[0].slots[i].text = with_mark(nasty.slot.text, number);
            harness.send(records);
            harness.flush();
            harness.await(patience);
            judge(run, harness.judged().back(), what);
            ++number;
        }
    }
}

}  // namespace host
