#include <sluice/config/config_reader.hpp>
#include <sluice/text/nearest_name.hpp>

#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>
#include <boost/json/value.hpp>

#include <algorithm>
#include <charconv>
#include <cstddef>

namespace sluice {

namespace json = boost::json;

namespace {

const json::value* reference_in(const json::value* found) {
    const json::value* const reference = found != nullptr && found->is_object()
                                             ? found->get_object().if_contains("$secret")
                                             : nullptr;
    return reference != nullptr && reference->is_string() ? reference : nullptr;
}

std::string_view to_view(json::string_view text) {
    return {text.data(), text.size()};
}

}  // namespace

std::optional<std::chrono::milliseconds> parse_duration(std::string_view text) {
    std::uint32_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc{}) {
        return std::nullopt;
    }
    const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
    if (unit == "ms") {
        return std::chrono::milliseconds{number};
    }
    if (unit == "s") {
        return std::chrono::seconds{number};
    }
    if (unit == "m") {
        return std::chrono::minutes{number};
    }
    return unit == "h" ? std::optional<std::chrono::milliseconds>{std::chrono::hours{number}}
                       : std::nullopt;
}

ConfigReader::ConfigReader(
    std::string_view text, std::string path, std::vector<ConfigFault>& faults
)
    : object_{std::make_shared<json::object>()}, path_{std::move(path)}, faults_{&faults} {
    if (text.empty()) {
        return;
    }
    json::error_code error;
    const json::value value = json::parse({text.data(), text.size()}, error);
    if (error || !value.is_object()) {
        faults.push_back({path_, "wrong_type", "expected a JSON object, found something else"});
        return;
    }
    object_ = std::make_shared<json::object>(value.get_object());
}

ConfigReader::ConfigReader(Object object, std::string path, std::vector<ConfigFault>& faults)
    : object_{std::move(object)}, path_{std::move(path)}, faults_{&faults} {}

const json::value* ConfigReader::find(std::string_view name) const {
    return object_->if_contains({name.data(), name.size()});
}

bool ConfigReader::has(std::string_view name) const {
    return find(name) != nullptr;
}

std::vector<std::string> ConfigReader::names() const {
    std::vector<std::string> names;
    for (const auto& member : *object_) {
        names.emplace_back(to_view(member.key()));
    }
    return names;
}

bool ConfigReader::is_secret(std::string_view name) const {
    return reference_in(find(name)) != nullptr;
}

ConfigReader ConfigReader::section(std::string_view name) const {
    const std::string path = path_ + '/' + std::string{name};
    const json::value* const found = find(name);
    if (found == nullptr) {
        return ConfigReader{std::make_shared<json::object>(), path, *faults_};
    }
    if (!found->is_object()) {
        wrong_type(name, "an object", *found);
        return ConfigReader{std::make_shared<json::object>(), path, *faults_};
    }
    return ConfigReader{std::make_shared<json::object>(found->get_object()), path, *faults_};
}

std::string ConfigReader::text(std::string_view name, std::string_view otherwise) const {
    const json::value* const found = find(name);
    if (found == nullptr) {
        return std::string{otherwise};
    }
    if (!found->is_string()) {
        wrong_type(name, "a text", *found);
        return std::string{otherwise};
    }
    return std::string{to_view(found->get_string())};
}

bool ConfigReader::is_text(std::string_view name) const {
    const json::value* const found = find(name);
    return found != nullptr && found->is_string();
}

std::string ConfigReader::json(std::string_view name) const {
    const json::value* const found = find(name);
    return found == nullptr ? std::string{} : json::serialize(*found);
}

std::int64_t ConfigReader::integer(std::string_view name, std::int64_t otherwise) const {
    const json::value* const found = find(name);
    if (found == nullptr) {
        return otherwise;
    }
    if (!found->is_int64()) {
        wrong_type(name, "a whole number", *found);
        return otherwise;
    }
    return found->get_int64();
}

bool ConfigReader::boolean(std::string_view name, bool otherwise) const {
    const json::value* const found = find(name);
    if (found == nullptr) {
        return otherwise;
    }
    if (!found->is_bool()) {
        wrong_type(name, "true or false", *found);
        return otherwise;
    }
    return found->get_bool();
}

std::chrono::milliseconds
ConfigReader::duration(std::string_view name, std::chrono::milliseconds otherwise) const {
    if (!has(name)) {
        return otherwise;
    }
    const std::string written = text(name, "0s");
    const auto parsed = parse_duration(written);
    if (!parsed) {
        fault(
            name,
            "bad_duration",
            "expected a number with ms, s, m or h as in 30s, found '" + written + "'"
        );
    }
    return parsed.value_or(otherwise);
}

std::string ConfigReader::secret(std::string_view name) const {
    const json::value* const found = find(name);
    if (found == nullptr) {
        return {};
    }
    const json::value* const reference = reference_in(found);
    if (reference == nullptr) {
        // The value itself may be what stands here: it is not repeated.
        fault(
            name,
            "not_a_secret",
            "expected a reference to a secret ({env: ...} or {file: ...}), found something else"
        );
        return {};
    }
    return std::string{to_view(reference->get_string())};
}

void ConfigReader::expect_only(std::span<const std::string_view> known) const {
    for (const auto& member : *object_) {
        const std::string_view name = to_view(member.key());
        if (std::find(known.begin(), known.end(), name) != known.end()) {
            continue;
        }
        const std::string_view nearest = nearest_name(name, known);
        const std::string hint =
            nearest.empty() ? std::string{} : "; did you mean " + std::string{nearest} + "?";
        fault(
            name,
            "unknown_setting",
            "expected a known setting, found '" + std::string{name} + "'" + hint
        );
    }
}

void ConfigReader::fault(std::string_view name, std::string_view code, std::string_view message)
    const {
    std::string named{name};
    named += ": ";
    named += message;
    faults_->push_back({path_ + '/' + std::string{name}, std::string{code}, std::move(named)});
}

void ConfigReader::wrong_type(
    std::string_view name, std::string_view expected, const json::value& found
) const {
    fault(
        name,
        "wrong_type",
        "expected " + std::string{expected} + ", found " +
            std::string{to_view(json::to_string(found.kind()))}
    );
}

}  // namespace sluice
