// One map of the file while it is read: gives members as plain values and reports what the schema
// cannot tell. A member of a wrong type counts as absent: the schema's check has reported it. Used
// by parse(); start-up.
#pragma once

#include "host/config/config.hpp"

#include <boost/json/object.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

// What the sections of one file share.
struct Reading {
    std::string file;    // as issues name it
    std::string folder;  // absolute; relative paths start here
    const Places& places;
    std::vector<Issue>& issues;
};

class Section {
public:
    Section(const boost::json::object& object, std::string pointer, Reading& reading);

    std::optional<std::string> text(std::string_view name) const;
    std::optional<std::uint64_t> count(std::string_view name) const;
    std::optional<double> number(std::string_view name) const;
    std::optional<bool> flag(std::string_view name) const;
    std::optional<Literal> literal(std::string_view name) const;
    std::vector<Literal> literals(std::string_view name) const;
    std::vector<std::string> texts(std::string_view name) const;
    std::optional<Section> section(std::string_view name) const;

    // Reported if it is shorter than `least`.
    std::optional<std::chrono::milliseconds>
    milliseconds(std::string_view name, std::chrono::milliseconds least) const;
    // The same, rounded up.
    std::optional<std::chrono::seconds>
    seconds(std::string_view name, std::chrono::milliseconds least) const;

    // Absolute, from the file's folder.
    std::string absolute(const std::string& path) const;

    bool has(std::string_view name) const { return object_->contains(name); }
    const boost::json::object& object() const { return *object_; }
    const std::string& pointer() const { return pointer_; }
    Reading& reading() const { return *reading_; }

    const Place& place() const;                       // of the section itself
    const Place& place(std::string_view name) const;  // of a member; the section's if it has none
    void error(const Mark& at, std::string sentence) const;

private:
    const boost::json::value* find(std::string_view name) const;
    Literal as_literal(const boost::json::value& value, const std::string& pointer) const;

    const boost::json::object* object_;
    std::string pointer_;
    Reading* reading_;
};

}  // namespace host
