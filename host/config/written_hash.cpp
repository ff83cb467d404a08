#include "host/config/written_hash.hpp"

#include "host/digest/sha256.hpp"
#include "host/manifest/pointer.hpp"

#include <boost/json/array.hpp>
#include <boost/json/serialize.hpp>

#include <map>

namespace host {
namespace {

namespace json = boost::json;

// One text for all layouts: members by name, numbers as they stood.
class Canonical {
public:
    explicit Canonical(const Places& places) : places_{places} {}

    void add(const json::value& value, const std::string& pointer) {
        if (const json::object* object = value.if_object()) {
            add_object(*object, pointer);
        } else if (const json::array* list = value.if_array()) {
            text_ += '[';
            for (std::size_t i = 0; i < list->size(); ++i) {
                add((*list)[i], pointer_to(pointer, i));
                text_ += ',';
            }
            text_ += ']';
        } else {
            add_scalar(value, pointer);
        }
    }

    void add_object(const json::object& object, const std::string& pointer) {
        std::map<std::string_view, const json::value*> members;
        for (const auto& member : object) {
            members.emplace(member.key(), &member.value());
        }
        text_ += '{';
        for (const auto& [name, value] : members) {
            text_ += json::serialize(json::string_view{name.data(), name.size()}) + ':';
            add(*value, pointer_to(pointer, name));
            text_ += ',';
        }
        text_ += '}';
    }

    const std::string& text() const { return text_; }

private:
    void add_scalar(const json::value& value, const std::string& pointer) {
        const auto place = places_.find(pointer);
        const bool is_bare = place != places_.end() && !place->second.literal.empty();
        text_ += is_bare ? place->second.literal : json::serialize(value);
    }

    const Places& places_;
    std::string text_;
};

}  // namespace

std::string written_hash(const Section& section) {
    Canonical canonical{section.reading().places};
    canonical.add_object(section.object(), section.pointer());
    return sha256_hex(canonical.text());
}

}  // namespace host
