#include "host/config/yaml_json.hpp"

#include "host/manifest/pointer.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <utility>

namespace host {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 16> doubtful{
    "True",
    "TRUE",
    "False",
    "FALSE",
    "yes",
    "Yes",
    "YES",
    "no",
    "No",
    "NO",
    "on",
    "On",
    "ON",
    "off",
    "Off",
    "OFF"};

// Nothing if the text is no number of JSON: 007, 0x1F, .5 and 1_000 are texts.
json::value number(const std::string& text) {
    bool may_be = !text.empty() && (text[0] == '-' || (text[0] >= '0' && text[0] <= '9'));
    json::error_code error;
    json::value value = may_be ? json::parse(text, error) : json::value{};
    bool finite = !value.is_double() || std::isfinite(value.get_double());
    return !error && value.is_number() && finite ? value : json::value{};
}

class Converter {
public:
    explicit Converter(std::vector<Issue>& issues) : issues_{issues} {}

    json::value convert(const YamlNode& node, const Mark& key, const std::string& at) {
        bool has_mark = node.kind == YamlNode::Kind::plain || node.kind == YamlNode::Kind::quoted;
        places_.emplace(at, Place{key, has_mark ? node.at : key, ""});
        switch (node.kind) {
        case YamlNode::Kind::null:
            return nullptr;
        case YamlNode::Kind::plain:
            return plain(node, at);
        case YamlNode::Kind::quoted:
            return json::value(node.text);
        case YamlNode::Kind::list:
            return list(node, at);
        case YamlNode::Kind::map:
            return map(node, at);
        }
        return nullptr;
    }

    Places take_places() && { return std::move(places_); }

private:
    json::value plain(const YamlNode& node, const std::string& at) {
        // The one key of ours whose words are off, replace and merge.
        const bool is_word = node.text == "off" && at.ends_with("/coalesce");
        if (!is_word && std::find(doubtful.begin(), doubtful.end(), node.text) != doubtful.end()) {
            issues_.push_back(
                {Issue::Severity::error,
                 node.at,
                 "expected true, false or quoted text, found " + node.text +
                     ": write true or false, or '" + node.text + "' in quotes"}
            );
        }
        json::value value = number(node.text);
        if (node.text == "true" || node.text == "false") {
            value = node.text == "true";
        }
        if (value.is_null()) {
            return json::value(node.text);
        }
        places_[at].literal = node.text;
        return value;
    }

    json::value list(const YamlNode& node, const std::string& at) {
        json::array all;
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            const YamlNode& item = node.items[i];
            bool is_null = item.kind == YamlNode::Kind::null;
            all.push_back(convert(item, is_null ? node.at : item.at, pointer_to(at, i)));
        }
        return all;
    }

    json::value map(const YamlNode& node, const std::string& at) {
        json::object object;
        for (std::size_t i = 0; i < node.items.size(); ++i) {
            const YamlNode& key = node.keys[i];
            std::string place = pointer_to(at, std::string_view{key.text});
            // What is no plain name, stands there again or is a merge key is an issue already.
            bool named = key.kind == YamlNode::Kind::quoted ||
                         (key.kind == YamlNode::Kind::plain && key.text != "<<");
            if (named && !places_.contains(place)) {
                object.emplace(key.text, convert(node.items[i], key.at, place));
            }
        }
        return object;
    }

    std::vector<Issue>& issues_;
    Places places_;
};

}  // namespace

MarkedJson to_json(const YamlNode& root, std::vector<Issue>& issues) {
    Converter converter{issues};
    Mark top{root.at.file, 1, 1};
    json::value value = converter.convert(root, top, "");
    return {std::move(value), std::move(converter).take_places()};
}

}  // namespace host
