#include "adobe_target/net/judge_failure.hpp"

#include <sluice/http/default_verdict.hpp>

namespace adobe_target {

namespace {

sluice::Outcome with_advice(sluice::Outcome outcome) {
    if (outcome.code == "certificate") {
        outcome.message += "; look at tls.ca_file, endpoints and proxy";
    }
    return outcome;
}

}  // namespace

sluice::Outcome judge_failure(const sluice::http::Failure& failure) {
    return with_advice(sluice::http::default_verdict(failure));
}

sluice::Outcome judge_token_failure(const sluice::http::Failure& failure, std::string_view code) {
    return with_advice(sluice::http::token_verdict(failure, code));
}

}  // namespace adobe_target
