#include "host/config/config_hash.hpp"
#include "host/config/parse.hpp"

#include <catch2/catch.hpp>

namespace {

std::string config_hash_of(const std::string& destination, const std::string& pipeline) {
    const host::Parsed parsed = host::parse_text(
        "destinations: { d: { plugin: file, " + destination + " } }\n" +
            "pipelines: { p: { source: { file: { path: a.ndjson } }, destination: d, action: x, " +
            pipeline + " } }\n",
        "f.yaml"
    );
    return host::config_hash(parsed.config.pipelines.at(0), parsed.config.destinations.at(0));
}

}  // namespace

TEST_CASE("a pipeline's hash is that of the pipeline and of its destination") {
    const std::string mapping = "mapping: { id: id }";
    const std::string plain = config_hash_of("config: { token: { env: A } }", mapping);
    CHECK(plain == config_hash_of("config: {token: {env: A}}", mapping));
    CHECK(plain != config_hash_of("config: { token: { env: B } }", mapping));
    CHECK(plain != config_hash_of("config: { token: { env: A } }", "mapping: { id: key }"));
}
