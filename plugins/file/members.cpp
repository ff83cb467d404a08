#include "file/members.hpp"

#include "file/settings.hpp"

#include <boost/json/parse.hpp>

#include <algorithm>
#include <utility>

namespace file {

namespace json = boost::json;

Members::Members(std::string_view text, std::string path, std::vector<ConfigFault>& faults)
    : path_{std::move(path)}, faults_{&faults} {
    if (text.empty()) {
        return;
    }
    json::error_code error;
    json::value value = json::parse({text.data(), text.size()}, error);
    if (error || !value.is_object()) {
        faults.push_back({path_, "wrong_type", "expected a JSON object, found something else"});
        return;
    }
    object_ = std::move(value.get_object());
}

Members::Members(json::object object, std::string path, std::vector<ConfigFault>& faults)
    : object_{std::move(object)}, path_{std::move(path)}, faults_{&faults} {}

const json::value* Members::find(std::string_view name) const {
    return object_.if_contains({name.data(), name.size()});
}

std::optional<std::string> Members::text(std::string_view name) const {
    const json::value* const found = find(name);
    if (found == nullptr) {
        return std::nullopt;
    }
    if (!found->is_string()) {
        wrong_type(name, "a text");
        return std::nullopt;
    }
    return std::string{found->get_string().data(), found->get_string().size()};
}

std::optional<std::int64_t> Members::integer(std::string_view name) const {
    const json::value* const found = find(name);
    if (found == nullptr) {
        return std::nullopt;
    }
    if (!found->is_int64()) {
        wrong_type(name, "a whole number");
        return std::nullopt;
    }
    return found->get_int64();
}

std::optional<bool> Members::boolean(std::string_view name) const {
    const json::value* const found = find(name);
    if (found == nullptr) {
        return std::nullopt;
    }
    if (!found->is_bool()) {
        wrong_type(name, "true or false");
        return std::nullopt;
    }
    return found->get_bool();
}

Members Members::section(std::string_view name) const {
    const std::string path = path_ + '/' + std::string{name};
    const json::value* const found = find(name);
    if (found != nullptr && !found->is_object()) {
        wrong_type(name, "an object");
    }
    const bool is_there = found != nullptr && found->is_object();
    return Members{is_there ? found->get_object() : json::object{}, path, *faults_};
}

void Members::expect_only(std::initializer_list<std::string_view> known) const {
    for (const auto& member : object_) {
        const std::string_view name{member.key().data(), member.key().size()};
        if (std::find(known.begin(), known.end(), name) == known.end()) {
            std::string all;
            for (const std::string_view each : known) {
                all += all.empty() ? "" : ", ";
                all += each;
            }
            fault(name, "unknown_setting", "expected one of " + all + ", found another");
        }
    }
}

void Members::fault(std::string_view name, std::string_view code, std::string_view message) const {
    faults_->push_back(
        {path_ + '/' + std::string{name},
         std::string{code},
         std::string{name} + ": " + std::string{message}}
    );
}

void Members::wrong_type(std::string_view name, std::string_view expected) const {
    const json::value& found = *find(name);
    const json::string_view kind = json::to_string(found.kind());
    fault(
        name,
        "wrong_type",
        "expected " + std::string{expected} + ", found " + std::string{kind.data(), kind.size()}
    );
}

}  // namespace file
