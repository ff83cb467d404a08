// Reads the members of one JSON object of configuration and gathers what is wrong with them. Called
// by settings, at validation and at init.
#pragma once

#include <boost/json/object.hpp>

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace file {

struct ConfigFault;

class Members {
public:
    // `path` is where `text` stands: "/config". A text that is no object is a fault, and reads as
    // an empty one.
    Members(std::string_view text, std::string path, std::vector<ConfigFault>& faults);

    // Each: none if the member is absent; one of another type is a fault, and reads as absent.
    std::optional<std::string> text(std::string_view name) const;
    std::optional<std::int64_t> integer(std::string_view name) const;
    std::optional<bool> boolean(std::string_view name) const;
    // A member object, empty if it is absent.
    Members section(std::string_view name) const;

    // Every member that is none of `known` is a fault.
    void expect_only(std::initializer_list<std::string_view> known) const;
    // The message begins with the member's name: "path: expected a text, found a number".
    void fault(std::string_view name, std::string_view code, std::string_view message) const;

private:
    Members(boost::json::object object, std::string path, std::vector<ConfigFault>& faults);

    const boost::json::value* find(std::string_view name) const;
    void wrong_type(std::string_view name, std::string_view expected) const;

    boost::json::object object_;
    std::string path_;
    std::vector<ConfigFault>* faults_;
};

}  // namespace file
