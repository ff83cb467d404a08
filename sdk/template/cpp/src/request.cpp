#include "request.hpp"

#include <algorithm>

namespace {

bool is_unreserved(char byte) {
    constexpr std::string_view unreserved =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";
    return unreserved.find(byte) != std::string_view::npos;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string encoded;
    for (const char byte : text) {
        if (is_unreserved(byte)) {
            encoded += byte;
        } else {
            encoded += '%';
            encoded += hex[static_cast<unsigned char>(byte) >> 4U];
            encoded += hex[static_cast<unsigned char>(byte) & 15U];
        }
    }
    return encoded;
}

}  // namespace

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
    header("Idempotency-Key", percent_encoded(id));
    request.append("\r\n").append(body);
    return request;
}
