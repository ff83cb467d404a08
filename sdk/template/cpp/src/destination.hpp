// Posts each record as JSON to the configured endpoint. Queue, threads, cancel and shutdown are
// BlockingDestination's: what is written here is one record's way.
#pragma once

#include "exchange.hpp"
#include "fields.hpp"
#include "settings.hpp"

#include <sluice/blocking_destination.hpp>

#include <mutex>
#include <string>

class Destination final : public sluice::BlockingDestination {
public:
    static void validate(sluice::Findings& findings, const sluice::Spec& spec);

    // Throws sluice::Error if validate() would report.
    Destination(sluice::Host host, const sluice::Spec& spec);

private:
    // [several threads at once]
    sluice::Outcome deliver(const sluice::Record& record) override;

    // As the host last gave it; asked for again after forget_token(). Empty: there is none that a
    // header can hold.
    std::string token();
    void forget_token();

    const Settings settings_;
    const Fields fields_;
    std::mutex mutex_;  // guards token_
    std::string token_;
};
