#include "host/source/unreadable.hpp"

#include "host/source/source.hpp"

#include <utility>

namespace host {
namespace {

Rejection rejection(std::string_view code, std::string message) {
    Rejection why;
    why.code = code;
    why.message = std::move(message);
    return why;
}

}  // namespace

Rejection too_long(std::uint64_t line) {
    return rejection(
        "too_long",
        "line " + std::to_string(line) + ": expected at most " + std::to_string(max_line_bytes) +
            " bytes in one record, found more"
    );
}

Rejection bad_utf8(std::uint64_t line) {
    return rejection(
        "bad_utf8",
        "line " + std::to_string(line) +
            ": expected UTF-8, found bytes that are not; convert the file (iconv -t UTF-8)"
    );
}

Rejection bad_syntax(std::string_view code, const TextPlace& place, std::string_view fault) {
    std::string message = "line " + std::to_string(place.line);
    if (place.column != 0) {
        message += ", column " + std::to_string(place.column);
    }
    message += ": ";
    message += fault;
    return rejection(code, std::move(message));
}

}  // namespace host
