#include "request.hpp"

#include <sluice/percent.hpp>

#include <algorithm>

bool is_header_value(std::string_view text) {
    return std::all_of(text.begin(), text.end(), [](char byte) {
        return byte > ' ' && byte <= '~';
    });
}

std::string
request_of(const Endpoint& to, std::string_view token, std::string_view id, std::string_view body) {
    std::string request = "POST " + to.path + " HTTP/1.1\r\n";
    auto header = [&](std::string_view name, std::string_view value) {
        request.append(name).append(": ").append(value).append("\r\n");
    };
    header("Host", to.authority);
    header("Connection", "close");
    header("Content-Type", "application/json");
    header("Content-Length", std::to_string(body.size()));
    if (!token.empty()) {
        header("Authorization", "Bearer " + std::string{token});
    }
    request += "Idempotency-Key: ";
    sluice::append_percent(request, id);
    request.append("\r\n\r\n").append(body);
    return request;
}
