#include "host/report/status_json.hpp"

#include "host/report/status_fields.hpp"
#include "host/report/text.hpp"

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>
#include <boost/json/parse.hpp>
#include <boost/system/error_code.hpp>

#include <array>
#include <cmath>
#include <spdlog/fmt/fmt.h>

namespace host {
namespace {

namespace json = boost::json;

using MetricKind = PluginMetricStatus::Kind;
constexpr std::array<std::string_view, 3> kind_names{"counter", "gauge", "summary"};

class Writer {
public:
    std::string take() && { return std::move(out_); }

    void value(const std::string& text) { append_json_quoted(out_, text); }
    void value(std::uint64_t number) { out_ += std::to_string(number); }
    void value(std::int64_t number) { out_ += std::to_string(number); }
    void value(std::chrono::milliseconds time) { value(std::int64_t{time.count()}); }
    void value(HoldUp what) { append_json_quoted(out_, hold_up_name(what)); }
    void value(MetricKind kind) {
        append_json_quoted(out_, kind_names[static_cast<std::size_t>(kind)]);
    }
    // JSON knows no infinity.
    void value(double number) {
        out_ += std::isfinite(number) ? fmt::format("{}", number) : "null";
    }

    template <class T>
    void value(const std::optional<T>& maybe) {
        if (maybe) {
            value(*maybe);
        } else {
            out_ += "null";
        }
    }
    template <class T>
    void value(const std::vector<T>& list) {
        out_ += '[';
        for (const T& each : list) {
            out_ += &each == list.data() ? "" : ",";
            value(each);
        }
        out_ += ']';
    }
    template <class T>
    requires HasFields<const T>
    void value(const T& object) {
        bool is_first = true;
        out_ += '{';
        for_fields(object, [&](std::string_view name, const auto& member) {
            out_ += is_first ? "" : ",";
            is_first = false;
            append_json_quoted(out_, name);
            out_ += ':';
            value(member);
        });
        out_ += '}';
    }

private:
    std::string out_;
};

void take(const json::value& from, std::string& to) {
    if (const json::string* text = from.if_string()) {
        to.assign(text->data(), text->size());
    }
}

template <class Number>
void take_number(const json::value& from, Number& to) {
    boost::system::error_code failed;
    const auto number = from.to_number<Number>(failed);
    to = failed ? to : number;
}
void take(const json::value& from, std::uint64_t& to) {
    take_number(from, to);
}
void take(const json::value& from, std::int64_t& to) {
    take_number(from, to);
}
void take(const json::value& from, double& to) {
    take_number(from, to);
}

void take(const json::value& from, std::chrono::milliseconds& to) {
    std::int64_t ms = to.count();
    take_number(from, ms);
    to = std::chrono::milliseconds{ms};
}

void take(const json::value& from, HoldUp& to) {
    std::string name;
    take(from, name);
    to = hold_up_named(name).value_or(to);
}

void take(const json::value& from, MetricKind& to) {
    std::string name;
    take(from, name);
    for (std::size_t i = 0; i < kind_names.size(); ++i) {
        to = kind_names[i] == name ? static_cast<MetricKind>(i) : to;
    }
}

template <class T>
requires HasFields<T>
void take(const json::value& from, T& to);

template <class T>
void take(const json::value& from, std::optional<T>& to) {
    if (!from.is_null()) {
        take(from, to.emplace());
    }
}

template <class T>
void take(const json::value& from, std::vector<T>& to) {
    if (const json::array* list = from.if_array()) {
        for (const json::value& each : *list) {
            take(each, to.emplace_back());
        }
    }
}

template <class T>
requires HasFields<T>
void take(const json::value& from, T& to) {
    const json::object* object = from.if_object();
    if (object == nullptr) {
        return;
    }
    for_fields(to, [object](std::string_view name, auto& member) {
        if (const json::value* value = object->if_contains(name)) {
            take(*value, member);
        }
    });
}

}  // namespace

std::string to_json(const Snapshot& snapshot) {
    Writer writer;
    writer.value(snapshot);
    return std::move(writer).take();
}

std::optional<Snapshot> read_snapshot(std::string_view text) {
    boost::system::error_code failed;
    const json::value value = json::parse(text, failed);
    if (failed || !value.is_object()) {
        return std::nullopt;
    }
    Snapshot snapshot;
    take(value, snapshot);
    return snapshot;
}

}  // namespace host
