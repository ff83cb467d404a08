// The configuration: an endpoint on loopback, and whether a token is sent. Read at validation and
// at init; values.
#pragma once

#include <sluice/destination.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bad {

struct Config {
    std::string host;  // "127.0.0.1:8080", as the Host header says it
    std::uint16_t port = 0;
    std::string path;
    std::string token;  // the name of the secret; "": none is sent
};

struct Fault {
    std::string path;  // "/config/endpoint"
    std::string code;
    std::string message;
};

// What is wrong goes to `faults`, all of it; the values are good if it stays empty.
Config read_config(std::string_view json, std::vector<Fault>& faults);

}  // namespace bad
