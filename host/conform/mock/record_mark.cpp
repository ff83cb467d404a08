#include "host/conform/mock/record_mark.hpp"

#include <algorithm>

namespace host {
namespace {

constexpr std::string_view begin_mark = "7310";
constexpr std::string_view end_mark = "0137";
constexpr std::size_t digits = 8;
constexpr std::string_view placeholder = "$N";

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

}  // namespace

std::string record_mark(std::uint64_t number) {
    const std::string written = std::to_string(number);
    std::string mark{begin_mark};
    mark.append(digits - std::min(digits, written.size()), '0');
    return mark.append(written).append(end_mark);
}

std::vector<std::uint64_t> records_marked_in(std::string_view bytes) {
    std::vector<std::uint64_t> numbers;
    const std::size_t whole = begin_mark.size() + digits + end_mark.size();
    std::size_t at = bytes.find(begin_mark);
    while (at != std::string_view::npos && bytes.size() - at >= whole) {
        const std::string_view middle = bytes.substr(at + begin_mark.size(), digits);
        const bool is_mark = std::all_of(middle.begin(), middle.end(), is_digit) &&
                             bytes.substr(at + begin_mark.size() + digits).starts_with(end_mark);
        if (is_mark) {
            numbers.push_back(std::stoull(std::string{middle}));
        }
        at = bytes.find(begin_mark, at + (is_mark ? whole : 1));
    }
    std::sort(numbers.begin(), numbers.end());
    numbers.erase(std::unique(numbers.begin(), numbers.end()), numbers.end());
    return numbers;
}

std::string with_mark(std::string_view text, std::uint64_t number) {
    std::string marked;
    std::size_t begin = 0;
    for (std::size_t at = text.find(placeholder); at != std::string_view::npos;
         at = text.find(placeholder, begin)) {
        marked.append(text.substr(begin, at - begin)).append(record_mark(number));
        begin = at + placeholder.size();
    }
    return marked.append(text.substr(begin));
}

}  // namespace host
