#include "host/config/read_verify.hpp"

namespace host {
namespace {

constexpr std::chrono::milliseconds any_time{0};

}  // namespace

VerifySettings read_verify(const Section& pipeline, const std::string& source_path) {
    VerifySettings settings;
    const std::optional<Section> verify = pipeline.section("verify");
    if (!verify) {
        return settings;
    }
    settings.preflight = verify->count("preflight").value_or(settings.preflight);
    settings.sample = verify->number("sample").value_or(settings.sample);
    settings.min_match = verify->number("min_match").value_or(settings.min_match);
    settings.delay = verify->milliseconds("delay", any_time);
    settings.wait = verify->milliseconds("wait", any_time).value_or(settings.wait);
    if (settings.preflight != 0 && source_path == "-") {
        verify->error(
            verify->place("preflight").value,
            "expected a file as the source, found standard input: a preflight reads ahead, and a "
            "stream can be read once; take preflight out, sample works there too"
        );
    }
    return settings;
}

}  // namespace host
