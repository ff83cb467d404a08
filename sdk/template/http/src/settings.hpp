// The configuration of a destination, read and checked. Used by validate and the constructor; any
// thread.
#pragma once

#include <sluice/findings.hpp>
#include <sluice/http/endpoint.hpp>
#include <sluice/spec.hpp>

#include <string>

struct Settings {
    sluice::http::EndpointUrl endpoint;
    std::string token;  // the secret's name, for Host::secret; empty: no token is sent
};

// Reports everything that is wrong with the configuration. What it gives is sound if it reported
// nothing.
Settings read_settings(sluice::Findings& findings, const sluice::Spec& spec);
