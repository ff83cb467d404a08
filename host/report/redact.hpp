// Keeps secrets out of whatever text leaves the host. Filled when a secret is handed out; asked by
// the log, the summary and the rejects. Any thread.
#pragma once

#include <atomic>
#include <cstddef>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace host {

// Finds a secret as it stands, percent- or form-encoded, in base64 (also in the middle of a longer
// base64 text, as in a Basic authorization) and in any spelling of JSON. Each becomes "***", and
// what overlaps becomes one.
class Redactor {
public:
    // A shorter secret is not looked for: it would eat ordinary words. short_secrets() warns of it.
    static constexpr std::size_t shortest_hidden = 4;  // bytes

    void add(std::string_view secret);

    // In place; no copy and no lock while no secret is known.
    void redact(std::string& text) const;
    std::string redacted(std::string_view text) const;

private:
    mutable std::mutex mutex_;
    std::atomic<bool> any_{false};
    std::vector<std::string> secrets_;
    std::vector<std::string> needles_;  // the forms of all of them
};

}  // namespace host
