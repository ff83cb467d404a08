#include "file/api/file_name.hpp"

#include <array>
#include <cstddef>
#include <cstdio>

namespace file {

namespace {

std::size_t name_begin(std::string_view path) {
    const std::size_t slash = path.rfind('/');
    return slash == std::string_view::npos ? 0 : slash + 1;
}

}  // namespace

std::string part_name(std::string_view path, unsigned place) {
    std::string name{path};
    if (place > 1) {
        name += '.' + std::to_string(place);
    }
    return name + ".part";
}

std::string finished_name(
    std::string_view path, std::chrono::system_clock::time_point finished, unsigned number
) {
    const auto second = std::chrono::floor<std::chrono::seconds>(finished);
    const auto day = std::chrono::floor<std::chrono::days>(second);
    const std::chrono::year_month_day date{day};
    const std::chrono::hh_mm_ss clock{second - day};
    std::array<char, 64> stamp{};
    std::snprintf(
        stamp.data(),
        stamp.size(),
        "-%04d%02u%02uT%02d%02d%02dZ",
        static_cast<int>(date.year()),
        static_cast<unsigned>(date.month()),
        static_cast<unsigned>(date.day()),
        static_cast<int>(clock.hours().count()),
        static_cast<int>(clock.minutes().count()),
        static_cast<int>(clock.seconds().count())
    );
    std::string inserted = stamp.data();
    if (number > 1) {
        inserted += '-' + std::to_string(number);
    }
    const std::size_t begin = name_begin(path);
    const std::size_t dot = path.rfind('.');
    const bool has_extension = dot != std::string_view::npos && dot > begin;
    std::string name{path};
    name.insert(has_extension ? dot : name.size(), inserted);
    return name;
}

std::string folder_of(std::string_view path) {
    const std::size_t begin = name_begin(path);
    if (begin == 0) {
        return ".";
    }
    return std::string{begin == 1 ? "/" : path.substr(0, begin - 1)};
}

}  // namespace file
