#include "tests/sandbox/script_text.hpp"

#include <boost/json.hpp>

#include <array>
#include <stdexcept>
#include <utility>

namespace sandbox {
namespace {

namespace json = boost::json;

[[noreturn]] void wrong(const std::string& where, const std::string& expected) {
    throw std::invalid_argument(where + ": expected " + expected);
}

std::uint64_t whole(const json::value& value, const std::string& where) {
    boost::system::error_code error;
    const auto number = value.to_number<std::uint64_t>(error);
    if (error) {
        wrong(where, "a whole number from 0");
    }
    return number;
}

std::string text(const json::value& value, const std::string& where) {
    if (!value.is_string()) {
        wrong(where, "a string");
    }
    return std::string(value.get_string());
}

bool truth(const json::value& value, const std::string& where) {
    if (!value.is_bool()) {
        wrong(where, "true or false");
    }
    return value.get_bool();
}

const json::object& members(const json::value& value, const std::string& where) {
    if (!value.is_object()) {
        wrong(where, "an object");
    }
    return value.get_object();
}

double share(const json::value& value, const std::string& where) {
    boost::system::error_code error;
    const auto number = value.to_number<double>(error);
    if (error || !(number >= 0 && number <= 1)) {
        wrong(where, "a number from 0 to 1");
    }
    return number;
}

void headers(Then& to, const json::value& value, const std::string& where) {
    for (const auto& [name, content] : members(value, where)) {
        if (std::string_view(name) == "Content-Type") {
            to.type = text(content, where);
        } else {
            to.headers += std::string(name) + ": " + text(content, where) + "\r\n";
        }
    }
}

int status_code(const json::value& value, const std::string& where) {
    const std::uint64_t number = whole(value, where);
    if (number < 200 || number > 599) {
        wrong(where, "an HTTP status from 200 to 599");
    }
    return static_cast<int>(number);
}

Fault fault(const json::value& value, const std::string& where) {
    const std::string given = text(value, where);
    for (const Fault known :
         {Fault::before_reply, Fault::after_read, Fault::half_reply, Fault::hang}) {
        if (given == name(known)) {
            return known;
        }
    }
    wrong(where, "before_reply, after_read, half_reply or hang, found " + given);
}

/// Reads a member of a T; an entry of a table that says which members there are.
template <typename T>
struct Member {
    std::string_view name;
    void (*read)(T& to, const json::value& value, const std::string& where);
};

constexpr std::array<Member<Match>, 6> match_members{{
    {"path", [](Match& to, const json::value& v, const std::string& w) { to.path = text(v, w); }},
    {"method",
     [](Match& to, const json::value& v, const std::string& w) { to.method = text(v, w); }},
    {"id", [](Match& to, const json::value& v, const std::string& w) { to.id = text(v, w); }},
    {"every",
     [](Match& to, const json::value& v, const std::string& w) {
         to.every = whole(v, w);
         if (to.every == 0) {
             wrong(w, "a whole number from 1");
         }
     }},
    {"first",
     [](Match& to, const json::value& v, const std::string& w) { to.first = whole(v, w); }},
    {"probability",
     [](Match& to, const json::value& v, const std::string& w) { to.probability = share(v, w); }},
}};

std::chrono::seconds seconds(const json::value& value, const std::string& where) {
    return std::chrono::seconds(whole(value, where));
}

constexpr std::array<Member<Then>, 10> then_members{{
    {"status",
     [](Then& to, const json::value& v, const std::string& w) { to.status = status_code(v, w); }},
    {"body",
     [](Then& to, const json::value& v, const std::string&) {
         to.body = v.is_string() ? std::string(v.get_string()) : json::serialize(v);
     }},
    {"headers", headers},
    {"delay_ms",
     [](Then& to, const json::value& v, const std::string& w) {
         to.delay = std::chrono::milliseconds(whole(v, w));
     }},
    {"retry_after",
     [](Then& to, const json::value& v, const std::string& w) { to.retry_after = seconds(v, w); }},
    {"retry_after_date",
     [](Then& to, const json::value& v, const std::string& w) {
         to.retry_after_date = seconds(v, w);
     }},
    {"reset", [](Then& to, const json::value& v, const std::string& w) { to.reset = fault(v, w); }},
    {"times", [](Then& to, const json::value& v, const std::string& w) { to.times = whole(v, w); }},
    {"apply", [](Then& to, const json::value& v, const std::string& w) { to.apply = truth(v, w); }},
    {"until_token_refreshed",
     [](Then& to, const json::value& v, const std::string& w) {
         to.until_token_refreshed = truth(v, w);
     }},
}};

template <typename T, std::size_t N>
T read_members(
    const json::value& value, const std::array<Member<T>, N>& table, const std::string& where
) {
    T read;
    for (const auto& [given, content] : members(value, where)) {
        const Member<T>* found = nullptr;
        std::string known;
        for (const Member<T>& member : table) {
            found = member.name == std::string_view(given) ? &member : found;
            known += std::string(known.empty() ? "" : ", ") + std::string(member.name);
        }
        if (found == nullptr) {
            wrong(where, "one of " + known + ", found " + std::string(given));
        }
        found->read(read, content, where + "." + std::string(given));
    }
    return read;
}

Rule read_rule(const json::value& value, const std::string& where) {
    Rule rule;
    for (const auto& [given, content] : members(value, where)) {
        if (given == "match") {
            rule.match = read_members(content, match_members, where + ".match");
        } else if (given == "then") {
            rule.then = read_members(content, then_members, where + ".then");
        } else {
            wrong(where, "match, then, found " + std::string(given));
        }
    }
    const Then& then = rule.then;
    if (!then.apply.value_or(true) && !then.status && then.reset == Fault::none) {
        wrong(where + ".then", "a status or a reset beside apply: false");
    }
    return rule;
}

Script read_document(const json::value& document) {
    std::uint64_t seed = 0;
    std::vector<Rule> rules;
    for (const auto& [given, content] : members(document, "script")) {
        if (given == "seed") {
            seed = whole(content, "seed");
        } else if (given == "rules" && content.is_array()) {
            for (const json::value& rule : content.get_array()) {
                rules.push_back(read_rule(rule, "rules[" + std::to_string(rules.size()) + "]"));
            }
        } else {
            wrong("script", "seed, rules (an array), found " + std::string(given));
        }
    }
    return {seed, std::move(rules)};
}

}  // namespace

std::variant<Script, ScriptError> read_script(std::string_view text) {
    boost::system::error_code error;
    const json::value document = json::parse(text, error);
    if (error) {
        return ScriptError{"script: expected JSON, found " + error.message()};
    }
    try {
        return read_document(document);
    } catch (const std::invalid_argument& wrong_place) {
        return ScriptError{wrong_place.what()};
    }
}

}  // namespace sandbox
