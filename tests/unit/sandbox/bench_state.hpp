// A sandbox without a socket for unit tests: a State, a fixed clock, and requests in one line.
#pragma once

#include "tests/sandbox/router.hpp"
#include "tests/sandbox/script_text.hpp"

#include <chrono>
#include <string>
#include <string_view>
#include <variant>

namespace sandbox::test {

constexpr Moment noon{std::chrono::seconds{1'700'000'000}};

/// `GET /path?query`, as the server would hand it over.
inline Request get(std::string_view target) {
    Request request;
    const std::size_t mark = std::min(target.find('?'), target.size());
    request.method = "GET";
    request.path = target.substr(0, mark);
    request.query = target.substr(std::min(mark + 1, target.size()));
    request.host = "acme.tt.omtrdc.net";
    request.connection = 1;
    return request;
}

inline Request post(std::string_view target, std::string_view type, std::string_view body) {
    Request request = get(target);
    request.method = "POST";
    request.content_type = type;
    request.body = body;
    return request;
}

inline Request post_form(std::string_view target, std::string_view body) {
    return post(target, "application/x-www-form-urlencoded", body);
}

inline Request post_json(std::string_view target, std::string_view body) {
    return post(target, "application/json", body);
}

constexpr std::string_view update_path = "/m2/acme/profile/update";
constexpr std::string_view delivery_path = "/rest/v1/delivery?client=acme&sessionId=s-1";

struct Bench {
    explicit Bench(Settings settings = {}) : state(std::move(settings), 1, noon) {
        state.profiles.seed("crm-", 10);
    }

    /// Answers and finishes one request.
    Answer ask(const Request& request) {
        Answer answer = respond(request, state, now);
        finish(answer, state, Reply::sent);
        return answer;
    }
    std::string control(std::string_view target) {
        return std::string(ask(get(target)).response.text());
    }
    void play(std::string_view script) { state.script = std::get<Script>(read_script(script)); }

    Moment now = noon;
    State state;
};

inline bool has(std::string_view text, std::string_view part) {
    return text.find(part) != std::string_view::npos;
}

}  // namespace sandbox::test
