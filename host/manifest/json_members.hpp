// Reads the members of a JSON object into plain values and keeps the first wrong type. For
// parse_manifest; any thread.
#pragma once

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace host {

// An absent member leaves its target as it is, a wrong one too and writes the fault, unless there
// is one already.
class JsonMembers {
public:
    // `at` stands in front of each name in the fault: "actions[1].fields[0]."
    JsonMembers(const boost::json::object& object, std::string at, std::string& fault);

    void text(std::string_view name, std::string& to);
    void flag(std::string_view name, bool& to);
    void texts(std::string_view name, std::vector<std::string>& to);
    void schema(std::string_view name, boost::json::object& to);
    std::optional<std::uint64_t> count(std::string_view name);
    std::optional<std::chrono::seconds> seconds(std::string_view name);  // rounded up
    const boost::json::object* object(std::string_view name);
    const boost::json::array* list(std::string_view name);

    // The elements of a list of texts that stands at `name`.
    std::vector<std::string> texts_of(const boost::json::value& list, std::string_view name);

    // Calls read(object, "actions[1].") for each element of a list of objects.
    template <class Read>
    void each_object(std::string_view name, Read read) {
        const boost::json::array* elements = list(name);
        for (std::size_t i = 0; elements != nullptr && i < elements->size(); ++i) {
            std::string place = std::string{name} + '[' + std::to_string(i) + ']';
            if (const boost::json::object* element = (*elements)[i].if_object()) {
                read(*element, at_ + place + '.');
            } else {
                wrong(place, "an object", (*elements)[i]);
            }
        }
    }

    void fail(std::string sentence);
    void wrong(std::string_view name, std::string_view expected, const boost::json::value& found);

private:
    using Is = bool (boost::json::value::*)() const noexcept;
    const boost::json::value* member(std::string_view name, std::string_view expected, Is is);

    const boost::json::object& object_;
    std::string at_;
    std::string& fault_;
};

}  // namespace host
