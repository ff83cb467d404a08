// The conductor: records → one request → verdicts, on sluice::http::HttpDestination. Made by the
// host through plugin.cpp.
#pragma once

#include "webhook/settings.hpp"

#include <sluice/http/http_destination.hpp>

#include <vector>

namespace webhook {

class Destination final : public sluice::http::HttpDestination {
public:
    static void validate(sluice::Findings& findings, const sluice::Spec& spec);

    // Throws sluice::Error if the configuration is not what validate() lets pass. Nothing is asked
    // of the far side.
    Destination(sluice::Host host, const sluice::Spec& spec);

    sluice::http::Draft build_batch(sluice::http::Batch& batch) override;
    void judge_batch(sluice::http::Batch& batch, const sluice::http::Reply& reply) override;
    sluice::Outcome judge_failure(const sluice::http::Failure& failure) override;
    std::vector<sluice::http::Header> authorization(
        const sluice::http::Draft& draft, const sluice::http::Credentials& credentials
    ) override;

private:
    Destination(sluice::Host host, Settings settings);

    std::optional<sluice::Outcome>
    render(const sluice::Record& record, sluice::http::Draft& draft, std::string& row) const;
    void add_headers(const sluice::http::Batch& batch, sluice::http::Draft& draft) const;

    const Settings settings_;
};

}  // namespace webhook
