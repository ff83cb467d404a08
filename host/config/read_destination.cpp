#include "host/config/read_destination.hpp"

#include "host/config/places.hpp"
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

bool is_variable_name(std::string_view text) {
    auto fits = [](char c) {
        return c == '_' || (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
               (c >= 'a' && c <= 'z');
    };
    return !text.empty() && !(text[0] >= '0' && text[0] <= '9') &&
           std::all_of(text.begin(), text.end(), fits);
}

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
        bool is_env = written.has("env");
        SecretRef secret;
        secret.name = member_path(pointer);
        secret.pointer = pointer;
        secret.kind = is_env ? SecretRef::Kind::env : SecretRef::Kind::file;
        secret.value = is_env ? variable(written) : file(written);
        secret.at = written.place(is_env ? "env" : "file").value;
        value = json::object{{"$secret", secret.name}};
        destination_.secrets.push_back(std::move(secret));
    }

    // What stands in place of a name may be the secret itself, so no error shows it.
    static std::string variable(const Section& written) {
        std::optional<std::string> name = written.text("env");
        if (name && is_variable_name(*name)) {
            return *std::move(name);
        }
        written.error(
            written.place("env").value,
            "expected the name of an environment variable (letters, digits, _), found something "
            "else"
        );
        return "";
    }

    static std::string file(const Section& written) {
        if (std::optional<std::string> path = written.text("file")) {
            return written.absolute(*path);
        }
        written.error(
            written.place("file").value, "expected the path of a file, found something else"
        );
        return "";
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
