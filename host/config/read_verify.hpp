// `verify:` of a pipeline. Used by read_pipeline(); start-up.
#pragma once

#include "host/config/section.hpp"
#include "host/record/verify_settings.hpp"

#include <string>

namespace host {

// `pipeline` is the pipeline's own section. Reported: a preflight of standard input, which cannot
// be read ahead.
VerifySettings read_verify(const Section& pipeline, const std::string& source_path);

}  // namespace host
