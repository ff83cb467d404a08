// Posts each record as JSON to the configured endpoint. What HttpDestination does by itself, its
// header says: connections, deadlines, cancellation, the verdict on each reply.
#pragma once

#include "fields.hpp"
#include "settings.hpp"

#include <sluice/http/http_destination.hpp>

#include <string>
#include <vector>

class Destination final : public sluice::http::HttpDestination {
public:
    static void validate(sluice::Findings& findings, const sluice::Spec& spec);

    // Throws sluice::Error if validate() would report.
    Destination(sluice::Host host, const sluice::Spec& spec);

private:
    Destination(sluice::Host host, const sluice::Spec& spec, const Settings& settings);

    sluice::Result<sluice::http::Draft, sluice::Outcome> build(const sluice::Record& record
    ) override;
    std::vector<sluice::http::Header> authorization(
        const sluice::http::Draft& draft, const sluice::http::Credentials& credentials
    ) override;

    const std::string token_;  // the secret's name; empty: none is sent
    const Fields fields_;
};
