// Reads one JSON object of configuration (sluice::Spec::config_json(), options_json()) and gathers
// everything that is wrong with it. Called by a plugin's settings, at validation and at init.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace boost::json {
class object;
class value;
}  // namespace boost::json

namespace sluice {

// As sluice::Findings take it.
struct ConfigFault {
    std::string path;  // "/config/client_code"
    std::string code;
    std::string message;
};

// "500ms", "30s", "25m", "1h". None if it is not that.
std::optional<std::chrono::milliseconds> parse_duration(std::string_view text);

class ConfigReader {
public:
    // `path` is where `json` stands: "/config". A text that is no object is a fault, and reads as
    // an empty one.
    ConfigReader(std::string_view json, std::string path, std::vector<ConfigFault>& faults);

    // A member object, empty if it is absent.
    ConfigReader section(std::string_view name) const;

    bool has(std::string_view name) const;
    // Of all members, as they stand.
    std::vector<std::string> names() const;
    // The member, or `otherwise` if it is absent. One of another type is a fault, and reads as
    // absent.
    std::string text(std::string_view name, std::string_view otherwise) const;
    bool is_text(std::string_view name) const;
    // The member whatever it is, as JSON text; "" if it is absent.
    std::string json(std::string_view name) const;
    std::int64_t integer(std::string_view name, std::int64_t otherwise) const;
    bool boolean(std::string_view name, bool otherwise) const;
    std::chrono::milliseconds
    duration(std::string_view name, std::chrono::milliseconds otherwise) const;
    // The name under which the host gives the secret: {"$secret":"client_secret"}. "" if it is
    // absent.
    std::string secret(std::string_view name) const;
    bool is_secret(std::string_view name) const;

    // Every member that is none of `known` is a fault.
    void expect_only(std::span<const std::string_view> known) const;
    // The message begins with the member's name: "connections: expected 1 to 1024, found 0".
    void fault(std::string_view name, std::string_view code, std::string_view message) const;

private:
    using Object = std::shared_ptr<const boost::json::object>;

    ConfigReader(Object object, std::string path, std::vector<ConfigFault>& faults);

    const boost::json::value* find(std::string_view name) const;
    void wrong_type(
        std::string_view name, std::string_view expected, const boost::json::value& found
    ) const;

    Object object_;
    std::string path_;
    std::vector<ConfigFault>* faults_;
};

}  // namespace sluice
