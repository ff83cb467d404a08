#include "host/config/read_destination.hpp"

#include "host/config/places.hpp"
#include "host/config/read_reference.hpp"
#include "host/config/written_hash.hpp"
#include "host/manifest/pointer.hpp"
#include "host/manifest/schema_words.hpp"

#include <boost/json/array.hpp>

#include <algorithm>
#include <cctype>
#include <utility>

namespace host {
namespace {

namespace json = boost::json;

// Replaces references in the configuration and keeps them.
class References {
public:
    References(Destination& destination, const Section& config)
        : destination_{destination}, config_{config} {}

    void take(json::value& value, const std::string& pointer) {
        if (json::object* object = value.if_object()) {
            if (object->size() == 1 && (object->contains("env") || object->contains("file"))) {
                take_reference(value, pointer);
                return;
            }
            for (auto& member : *object) {
                take(member.value(), pointer_to(pointer, std::string_view{member.key()}));
            }
        } else if (json::array* list = value.if_array()) {
            for (std::size_t i = 0; i < list->size(); ++i) {
                take((*list)[i], pointer_to(pointer, i));
            }
        }
    }

private:
    void take_reference(json::value& value, const std::string& pointer) {
        Section written{value.get_object(), config_.pointer() + pointer, config_.reading()};
        SecretRef secret = read_reference(written);
        secret.name = member_path(pointer);
        secret.pointer = pointer;
        value = json::object{{"$secret", secret.name}};
        destination_.secrets.push_back(std::move(secret));
    }

    Destination& destination_;
    const Section& config_;
};

std::string lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) {
        return static_cast<char>(std::tolower(c));
    });
    return text;
}

}  // namespace

Destination read_destination(const std::string& name, const Section& written) {
    Destination destination;
    destination.name = name;
    destination.at = written.place().key;
    destination.folder = written.reading().folder;
    destination.places = places_below(written.reading().places, written.pointer());
    destination.written_hash = written_hash(written);
    destination.plugin = written.text("plugin").value_or("");
    if (destination.plugin.find('/') != std::string::npos) {
        destination.plugin = written.absolute(destination.plugin);
    }
    if (std::optional<std::string> pin = written.text("sha256")) {
        destination.sha256 = lower_case(*std::move(pin));
    }
    if (const auto isolation = written.text("isolation")) {
        destination.isolation = *isolation == "inproc" ? Isolation::inproc : Isolation::process;
    }
    destination.max_memory = written.count("max_memory");
    if (std::optional<Section> config = written.section("config")) {
        json::value value = config->object();
        References{destination, *config}.take(value, "");
        // Not a map any more if config itself was { env: ... }: no plugin's settings are one
        // reference.
        if (is_secret_reference(value)) {
            written.error(
                written.place("config").key, "expected a map of settings, found a reference"
            );
        } else {
            destination.config = value.get_object();
        }
    }
    return destination;
}

}  // namespace host
