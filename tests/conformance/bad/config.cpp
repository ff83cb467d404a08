#include "tests/conformance/bad/config.hpp"

#include <boost/json/parse.hpp>

#include <charconv>
#include <utility>

namespace bad {

namespace {

namespace json = boost::json;

bool is_visible(std::string_view text) {
    for (const char c : text) {
        if (c < '!' || c > '~') {
            return false;
        }
    }
    return true;
}

// http://127.0.0.1:PORT/PATH
bool read_endpoint(std::string_view text, Config& config) {
    constexpr std::string_view start = "http://127.0.0.1:";
    if (!text.starts_with(start) || !is_visible(text) || text.size() > 1000) {
        return false;
    }
    const std::string_view rest = text.substr(start.size());
    const auto [end, error] = std::from_chars(rest.data(), rest.data() + rest.size(), config.port);
    const std::string_view path = rest.substr(static_cast<std::size_t>(end - rest.data()));
    if (error != std::errc{} || config.port == 0 || (!path.empty() && path.front() != '/')) {
        return false;
    }
    config.host = "127.0.0.1:" + std::to_string(config.port);
    config.path = path.empty() ? "/" : path;
    return true;
}

bool read_token(const json::value& value, Config& config) {
    const json::object* const object = value.if_object();
    const json::value* const name =
        object != nullptr && object->size() == 1 ? object->if_contains("$secret") : nullptr;
    if (name == nullptr || !name->is_string()) {
        return false;
    }
    config.token = std::string_view{name->get_string()};
    return true;
}

}  // namespace

Config read_config(std::string_view text, std::vector<Fault>& faults) {
    Config config;
    json::error_code error;
    const json::value value = json::parse({text.data(), text.size()}, error);
    if (error || !value.is_object()) {
        faults.push_back({"/config", "wrong_type", "expected a JSON object, found something else"});
        return config;
    }
    for (const auto& [key, member] : value.get_object()) {
        const std::string_view name{key.data(), key.size()};
        if (name != "endpoint" && name != "token") {
            faults.push_back(
                {"/config/" + std::string{name},
                 "unknown_setting",
                 "expected endpoint and token, found another setting"}
            );
        }
    }
    const json::value* const endpoint = value.get_object().if_contains("endpoint");
    if (endpoint == nullptr || !endpoint->is_string() ||
        !read_endpoint(std::string_view{endpoint->get_string()}, config)) {
        faults.push_back(
            {"/config/endpoint", "bad_endpoint", "expected http://127.0.0.1:PORT/PATH, found none"}
        );
    }
    const json::value* const token = value.get_object().if_contains("token");
    if (token != nullptr && !read_token(*token, config)) {
        faults.push_back(
            {"/config/token", "not_a_secret", "expected a reference to a secret, found none"}
        );
    }
    return config;
}

}  // namespace bad
