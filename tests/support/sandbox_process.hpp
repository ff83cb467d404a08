// A running adobe-target-sandbox and what it says of itself: the judge of the end-to-end tests. On
// the test's one thread.
#pragma once

#include "tests/support/arrival.hpp"
#include "tests/support/process.hpp"
#include "tests/support/temp_folder.hpp"

#include <boost/json/object.hpp>
#include <boost/json/value.hpp>

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace support {

class SandboxProcess {
public:
    enum class Scheme : std::uint8_t { http, https };

    // Runs it on a free port, with its CA and its output in the folder, and waits until it listens.
    explicit SandboxProcess(
        const tests::TempFolder& folder,
        std::vector<std::string> arguments = {},
        Scheme scheme = Scheme::https
    );
    SandboxProcess(const SandboxProcess&) = delete;
    SandboxProcess& operator=(const SandboxProcess&) = delete;
    ~SandboxProcess();

    const std::string& url() const { return url_; }
    const std::string& ca_file() const { return ca_file_; }

    // What happened to updates (profile_update and delivery) or to requests of `kind`, in the order
    // of arrival.
    std::vector<Arrival> ledger(std::string_view kind = {});
    // `GET /_sandbox/counts`.
    boost::json::object counts();
    // One of its numbers, say "accepted".
    std::uint64_t count(std::string_view name);
    // The attributes of a profile; throws if it does not exist.
    std::map<std::string, std::string> profile(const std::string& third_party_id);

    void script(std::string_view json) { post("/_sandbox/script", json); }
    void post(const std::string& target, std::string_view body = {});
    boost::json::value get(const std::string& target);

private:
    struct Line;  // to its control endpoints; its HTTP client is not every test's to parse

    std::string ask(std::string_view method, const std::string& target, std::string_view body);

    std::string ca_file_;
    Process process_;
    std::string url_;
    std::unique_ptr<Line> line_;
};

}  // namespace support
