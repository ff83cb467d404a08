// A request as the author of a destination writes it: HttpDestination adds Host, what authorizes
// it, and Content-Length. A value.
#pragma once

#include <string>
#include <vector>

namespace sluice::http {

struct Header {
    std::string name;
    std::string value;
};

// Nothing a record holds may become structure: percent-encode it in `target` (sluice/percent.hpp),
// write it as JSON in `body`. A CR, LF or NUL in a name or value is REJECTED, never sent.
struct Draft {
    std::string method = "POST";
    std::string
        target;  // follows the path of HttpOptions::url: "/users/17?mode=merge"; "" for none
    std::vector<Header> headers;
    std::string body;
};

}  // namespace sluice::http
