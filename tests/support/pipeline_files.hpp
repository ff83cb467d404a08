// What an operator of a test writes: record files and pipeline files. Pure: values in, text out.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace support {

// One destination at a sandbox, with credentials from ADOBE_CLIENT_ID and ADOBE_CLIENT_SECRET.
struct DestinationText {
    std::string name = "target";
    std::string client_code = "acme";
    std::string config = {};  // further lines of its config
    std::string url = {};     // of all endpoints; "": the sandbox of the scene
    std::string more = {};    // further lines of the destination
};

struct PipelineText {
    std::string name = "identifiers";
    std::string source = "profiles.ndjson";
    std::string format = {};  // "": by the source's name
    std::string destination = "target";
    std::string action = "send_identifiers";
    std::string mapping = "mbox3rdPartyId: id\nprofile.*: traits\n";
    std::string more = {};  // further lines of the pipeline
};

// The same for stream_attributes, of the same records.
PipelineText stream_pipeline();

// Retries that come soon, so that a test ends soon.
inline constexpr std::string_view quick_retries =
    "delivery: { retry: { base: 10ms, cap: 100ms } }\n";

struct FileText {
    std::vector<DestinationText> destinations = {DestinationText{}};
    std::vector<PipelineText> pipelines = {PipelineText{}};
    std::string more = {};  // further lines of the file
};

// `url`: where destinations go that name none. `ca_file`: trusted by all of them; "" for none.
std::string to_yaml(const FileText& file, const std::string& url, const std::string& ca_file);

// `line(0)` to `line(count - 1)`, each ended by a line feed.
std::string lines(std::size_t count, const std::function<std::string(std::size_t)>& line);

// {"id":"crm-7","ecid":"…7","session":"session-7","edge":"35","traits":{"n":"7",...}}: a profile
// for both actions; `traits` are further members, say R"(,"tier":"gold")".
std::string profile_line(std::size_t number, std::string_view traits = {});

// The ECID of such a line: 38 digits.
std::string ecid_of(std::size_t number);

// `text` with each line moved right.
std::string indented(std::string_view text, std::size_t columns);

}  // namespace support
