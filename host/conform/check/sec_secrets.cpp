#include "host/conform/check/secrets.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/harness/captured_output.hpp"
#include "host/conform/harness/harness.hpp"

#include <array>
#include <string>
#include <vector>

namespace host {
namespace {

constexpr std::chrono::seconds patience{5};

// Where something was said, and what.
struct Said {
    std::string where;
    std::string text;
};

// RFC 3986: what percent-encoding makes of it, unreserved characters as they are.
std::string percent_encoded(std::string_view text) {
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                              (c >= 'a' && c <= 'z') ||
                              std::string_view{"-._~"}.find(c) != std::string_view::npos;
        if (is_plain) {
            out += c;
        } else {
            out += {'%', digits[byte >> 4U], digits[byte & 15U]};
        }
    }
    return out;
}

// Without the last digits, which depend on what follows.
std::string base64_beginning(std::string_view text) {
    constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    for (std::size_t i = 0; i + 3 <= text.size(); i += 3) {
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            bits = bits << 8U | static_cast<unsigned char>(text[i + k]);
        }
        for (unsigned k = 0; k < 4; ++k) {
            out += digits[bits >> (18U - 6U * k) & 63U];
        }
    }
    return out;
}

void gather(const Harness& harness, const KitContext& context, std::vector<Said>& said) {
    for (const Judged& each : harness.judged()) {
        const SeenVerdict& verdict = each.verdict;
        said.push_back({"a verdict", verdict.code + ' ' + verdict.message + ' ' + verdict.member});
    }
    for (const SeenIssue& issue : context.issues()) {
        said.push_back({"an issue", issue.path + ' ' + issue.code + ' ' + issue.message});
    }
    for (const std::string& line : context.log()) {
        said.push_back({"the log", line});
    }
    for (const std::string& metric : context.metrics()) {
        said.push_back({"a metric", metric});
    }
}

// Everything that an upstream can do to make a plugin talk: refusals that quote the request, and
// answers that are none.
std::vector<MockReply> provocations(const CheckRun& run) {
    std::vector<MockReply> replies{run.accepted()};
    for (const int status : {401, 403, 400, 500}) {
        MockReply& reply = replies.emplace_back();
        reply.status = status;
        for (const auto& [name, secret] : run.sample().secrets) {
            reply.body += "you sent " + secret;
        }
    }
    replies.emplace_back().how = MockReply::How::reset;
    replies.emplace_back().how = MockReply::How::garbled;
    return replies;
}

void live_through(
    CheckRun& run, const MockReply& reply, std::uint64_t number, std::vector<Said>& said
) {
    run.play(reply);
    Harness harness{run};
    harness.validate();
    harness.must_init();
    harness.check();
    harness.send(records_of(run.sample(), number, 1));
    harness.flush();
    harness.await(patience);
    harness.cancel();
    harness.shutdown(std::chrono::seconds{2});
    gather(harness, harness.context(), said);
}

void judge(
    const std::string& name,
    const std::string& secret,
    const std::vector<Said>& said,
    Evidence& evidence
) {
    const std::array forms{secret, percent_encoded(secret), base64_beginning(secret)};
    for (const Said& each : said) {
        for (const std::string& form : forms) {
            if (each.text.find(form) != std::string::npos) {
                evidence.fail(
                    "expected the secret " + name + " nowhere, found it in " + each.where
                );
                break;
            }
        }
    }
}

}  // namespace

void check_sec_secrets(CheckRun& run) {
    if (run.sample().secrets.empty()) {
        return run.evidence().skip("the sample configuration has no secret");
    }
    std::vector<Said> said;
    {
        const CapturedOutput output;
        std::uint64_t number = 1;
        for (const MockReply& reply : provocations(run)) {
            live_through(run, reply, number++, said);
        }
        said.push_back({"standard output", output.standard_output()});
        said.push_back({"standard error", output.standard_error()});
    }
    for (const MockEntry& entry : run.ledger().entries) {
        said.push_back({"a URL", entry.request.target});
    }
    for (const auto& [name, secret] : run.sample().secrets) {
        judge(name, secret, said, run.evidence());
    }
}

}  // namespace host
