#include "tests/sandbox/delivery_body.hpp"

#include "tests/sandbox/decode.hpp"
#include "tests/sandbox/delivery_visitor.hpp"
#include "tests/sandbox/json_fields.hpp"
#include "tests/sandbox/json_text.hpp"

#include <boost/json.hpp>

#include <algorithm>
#include <array>
#include <vector>

namespace sandbox {
namespace {

namespace json = boost::json;

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

/// Target limits: the characters of a mbox name.
bool is_mbox_text(std::string_view name) {
    constexpr std::string_view marks = "-,._/=`:;&!@#$%^*()+|?~[]{}";
    return std::all_of(name.begin(), name.end(), [marks](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               marks.find(c) != std::string_view::npos;
    });
}

/// Walks one body. Each step is false once something is wrong; fault() then says what.
class BodyReader {
public:
    BodyReader(const Limits& limits, Received& out)
        : limits_(limits), out_(out), fields_(out.arena) {}

    bool read(const json::value& document);
    const std::string& fault() const { return fields_.fault(); }

private:
    using Where = std::string_view;

    bool context(const json::object& body);
    bool mobile(const json::object& context);
    bool property(const json::object& body);
    bool part(const json::object& body, Where name);
    bool mboxes(const json::array& list);
    bool mbox(const json::value& entry, std::vector<std::uint64_t>& indexes);
    bool views(const json::array& list);
    bool notifications(const json::object& body);
    bool notification(const json::value& entry);
    bool profile_parameters(const json::object& in);
    bool profile_parameter(std::string_view name, const json::value& value);

    const Limits& limits_;
    Received& out_;
    JsonFields fields_;
};

bool BodyReader::read(const json::value& document) {
    const json::object* body = document.if_object();
    if (body == nullptr) {
        return fields_.fail("body", "must be an object");
    }
    const json::value* environment = member(*body, "environmentId");
    if (environment != nullptr && !environment->is_int64()) {
        return fields_.fail("environmentId", "must be a whole number");
    }
    return fields_.text(*body, "requestId", 128, out_.request_id) &&
           fields_.text(*body, "impressionId", 128, out_.impression) &&
           read_visitor(fields_, *body, out_.keys) && context(*body) && property(*body) &&
           part(*body, "execute") && part(*body, "prefetch") && notifications(*body);
}

bool BodyReader::context(const json::object& body) {
    const json::object* context = nullptr;
    std::string_view channel;
    if (!fields_.object(body, "context", context)) {
        return false;
    }
    if (context == nullptr) {
        return fields_.fail("context", "must not be null");
    }
    if (!fields_.text(*context, "channel", 16, channel)) {
        return false;
    }
    if (channel != "web" && channel != "mobile") {
        return fields_.fail("context.channel", "must be web or mobile");
    }
    const json::value* beacon = member(*context, "beacon");
    out_.beacon = beacon != nullptr && beacon->is_bool() && beacon->get_bool();
    const json::object* address = nullptr;
    std::string_view url;
    return fields_.object(*context, "address", address) &&
           (address == nullptr || fields_.text(*address, "url", 4096, url)) &&
           (channel == "web" || mobile(*context));
}

bool BodyReader::mobile(const json::object& context) {
    const json::object* platform = nullptr;
    std::string_view device;
    std::string_view type;
    if (!fields_.object(context, "mobilePlatform", platform)) {
        return false;
    }
    if (platform == nullptr) {
        return fields_.fail("context.mobilePlatform", "must not be null");
    }
    if (!fields_.text(*platform, "deviceType", 16, device) ||
        !fields_.text(*platform, "platformType", 16, type)) {
        return false;
    }
    return (!device.empty() && !type.empty()) ||
           fields_.fail("context.mobilePlatform", "must have deviceType and platformType");
}

bool BodyReader::property(const json::object& body) {
    const json::object* property = nullptr;
    std::string_view token;
    if (!fields_.object(body, "property", property) || property == nullptr) {
        return fields_.is_sound();
    }
    return fields_.text(*property, "token", 128, token) &&
           (!token.empty() || fields_.fail("property.token", "must not be blank"));
}

bool BodyReader::part(const json::object& body, Where name) {
    const json::object* part = nullptr;
    const json::object* page = nullptr;
    const json::array* boxes = nullptr;
    const json::array* seen = nullptr;
    if (!fields_.object(body, name, part) || part == nullptr) {
        return fields_.is_sound();
    }
    if (!fields_.object(*part, "pageLoad", page) || !fields_.array(*part, "mboxes", 50, boxes) ||
        !fields_.array(*part, "views", 50, seen)) {
        return false;
    }
    out_.echo.append(",\"").append(name).append("\":{");
    if (page != nullptr) {
        out_.echo += boxes == nullptr ? "\"pageLoad\":{}" : "\"pageLoad\":{},";
    }
    const bool sound = (page == nullptr || profile_parameters(*page)) &&
                       (boxes == nullptr || mboxes(*boxes)) && (seen == nullptr || views(*seen));
    out_.echo += '}';
    return sound;
}

bool BodyReader::mboxes(const json::array& list) {
    std::vector<std::uint64_t> indexes;
    out_.echo += "\"mboxes\":[";
    for (const json::value& entry : list) {
        if (!mbox(entry, indexes)) {
            return false;
        }
    }
    out_.echo += ']';
    return true;
}

bool BodyReader::mbox(const json::value& entry, std::vector<std::uint64_t>& indexes) {
    const json::object* mbox = entry.if_object();
    if (mbox == nullptr) {
        return fields_.fail("mboxes", "must hold objects");
    }
    const json::value* index = member(*mbox, "index");
    if (index == nullptr || !index->is_int64() || index->get_int64() < 0) {
        return fields_.fail("mboxes.index", "must be a whole number from 0");
    }
    const auto number = static_cast<std::uint64_t>(index->get_int64());
    if (std::find(indexes.begin(), indexes.end(), number) != indexes.end()) {
        return fields_.fail("mboxes.index", "must be unique");
    }
    std::string_view name;
    if (!fields_.text(*mbox, "name", 250, name)) {
        return false;
    }
    if (is_blank(name) || name.ends_with("-clicked") || !is_mbox_text(name)) {
        return fields_.fail(
            "mboxes.name", "must not be blank, end in -clicked or hold other characters"
        );
    }
    if (!indexes.empty()) {
        out_.echo += ',';
    }
    indexes.push_back(number);
    JsonObject echo(out_.echo);
    echo.number("index", number);
    echo.text("name", name);
    echo.close();
    return profile_parameters(*mbox);
}

bool BodyReader::views(const json::array& list) {
    return std::all_of(list.begin(), list.end(), [this](const json::value& entry) {
        const json::object* view = entry.if_object();
        return view == nullptr ? fields_.fail("views", "must hold objects")
                               : profile_parameters(*view);
    });
}

bool BodyReader::notifications(const json::object& body) {
    const json::array* list = nullptr;
    if (!fields_.array(body, "notifications", 1000, list) || list == nullptr) {
        return fields_.is_sound();
    }
    out_.echo += ",\"notifications\":[";
    for (const json::value& entry : *list) {
        if (!notification(entry)) {
            return false;
        }
    }
    out_.echo += ']';
    return true;
}

bool BodyReader::notification(const json::value& entry) {
    const json::object* given = entry.if_object();
    std::string_view id;
    std::string_view type;
    if (given == nullptr) {
        return fields_.fail("notifications", "must hold objects");
    }
    if (!fields_.text(*given, "id", 200, id) || !fields_.text(*given, "type", 16, type)) {
        return false;
    }
    const json::value* time = member(*given, "timestamp");
    const bool is_sound = !id.empty() && (type == "click" || type == "display") &&
                          time != nullptr && time->is_int64();
    if (!is_sound) {
        return fields_.fail("notifications", "need id, type (click or display) and timestamp");
    }
    out_.echo += out_.echo.ends_with('[') ? "" : ",";
    JsonObject echo(out_.echo);
    echo.text("id", id);
    echo.close();
    return profile_parameters(*given);
}

bool BodyReader::profile_parameters(const json::object& in) {
    const json::object* parameters = nullptr;
    if (!fields_.object(in, "profileParameters", parameters) || parameters == nullptr) {
        return fields_.is_sound();
    }
    if (parameters->size() > limits_.profile_parameters) {
        return fields_.fail(
            "profileParameters",
            "size must be between 0 and " + std::to_string(limits_.profile_parameters)
        );
    }
    return std::all_of(parameters->begin(), parameters->end(), [this](const auto& pair) {
        return profile_parameter(pair.key(), pair.value());
    });
}

bool BodyReader::profile_parameter(std::string_view name, const json::value& value) {
    if (is_blank(name) || characters(name) > 128 || name.starts_with("profile.")) {
        return fields_.fail(
            "profileParameters", "a name must have 1 to 128 characters and not start with profile."
        );
    }
    if (!value.is_string()) {
        return fields_.fail("profileParameters", "a value must be a string, not null");
    }
    if (utf16_units(value.get_string()) > limits_.value_units) {
        return fields_.fail(
            "profileParameters",
            "a value must have at most " + std::to_string(limits_.value_units) + " characters"
        );
    }
    out_.attributes.push_back(
        {.name = fields_.copy(name), .value = fields_.copy(value.get_string())}
    );
    return true;
}

}  // namespace

std::string read_delivery_body(std::string_view body, const Limits& limits, Received& out) {
    // Most bodies fit the buffer, so that a tree costs no allocation.
    std::array<unsigned char, 8192> memory;  // NOLINT(cppcoreguidelines-pro-type-member-init)
    json::monotonic_resource resource(memory.data(), memory.size());
    boost::system::error_code error;
    const json::value document = json::parse(body, error, &resource);
    if (error) {
        return "body must be JSON: " + error.message();
    }
    BodyReader reader(limits, out);
    return reader.read(document) ? std::string{} : reader.fault();
}

}  // namespace sandbox
