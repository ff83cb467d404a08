#include "adobe_target/api/identifiers.hpp"

#include <sluice/text.hpp>
#include <sluice/text/utf8.hpp>

#include <algorithm>
#include <cstddef>

namespace adobe_target {

namespace {

Problem length_problem(std::string_view text, std::size_t longest) {
    if (text.empty()) {
        return "expected 1 to " + std::to_string(longest) + " characters, found none";
    }
    // Characters never outnumber bytes: counting is for the long ones.
    if (text.size() <= longest) {
        return std::nullopt;
    }
    const std::size_t length = sluice::utf16_length(text);
    if (length <= longest) {
        return std::nullopt;
    }
    return "expected at most " + std::to_string(longest) + " characters, found " +
           std::to_string(length);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_control(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7F;
}

}  // namespace

Problem third_party_id_problem(std::string_view id) {
    const std::size_t at = id.find_first_of("+/");
    if (at != std::string_view::npos) {
        return std::string{"expected no + and no /, found "} + id[at];
    }
    return length_problem(id, 256);
}

Problem pc_id_problem(std::string_view id) {
    const auto dots = std::count(id.begin(), id.end(), '.');
    if (dots != 1) {
        return "expected one dot, before the edge as in 1368007744041-575948.28_20, found " +
               std::to_string(dots);
    }
    return length_problem(id, 128);
}

Problem tnt_id_problem(std::string_view id) {
    const auto dots = std::count(id.begin(), id.end(), '.');
    if (dots > 1) {
        return "expected at most one dot, before the edge as in 10abf6304b27.28_20, found " +
               std::to_string(dots);
    }
    return length_problem(id, 128);
}

Problem ecid_problem(std::string_view id) {
    if (!std::all_of(id.begin(), id.end(), is_digit)) {
        return "expected digits alone, found another character";
    }
    return length_problem(id, 128);
}

bool is_usual_ecid(std::string_view id) {
    return id.size() == 38;
}

Problem session_id_problem(std::string_view id) {
    const auto at = std::find_if(id.begin(), id.end(), [](char c) {
        return is_control(c) || std::string_view{" ?/{}"}.find(c) != std::string_view::npos;
    });
    if (at != id.end()) {
        const std::string found =
            is_control(*at) ? "a control character" : std::string{"'"} + *at + "'";
        return "expected no space, no ? / { } and no control character, found " + found;
    }
    return length_problem(id, 128);
}

Problem edge_number_problem(std::string_view number) {
    const bool fits = !number.empty() && number.size() <= 3 && number.front() != '0' &&
                      std::all_of(number.begin(), number.end(), is_digit);
    if (fits) {
        return std::nullopt;
    }
    return "expected 1 to 3 digits without a leading zero, as the mboxEdgeCluster cookie holds "
           "them, found something else";
}

Problem customer_id_problem(std::string_view id) {
    return length_problem(id, 128);
}

Problem integration_code_problem(std::string_view code) {
    return length_problem(code, 50);
}

std::string_view edge_of(std::string_view tnt_id) {
    const std::size_t dot = tnt_id.find('.');
    if (dot == std::string_view::npos) {
        return {};
    }
    const std::string_view suffix = tnt_id.substr(dot + 1);
    const std::size_t line = suffix.find('_');
    if (line == std::string_view::npos || edge_number_problem(suffix.substr(0, line))) {
        return {};
    }
    return suffix.substr(0, line);
}

bool may_have_lost_digits(const sluice_value& value) {
    if (value.type == SLUICE_T_F64) {
        return true;
    }
    return value.type == SLUICE_T_NUMBER &&
           sluice::to_view(value).find_first_of(".eE") != std::string_view::npos;
}

}  // namespace adobe_target
