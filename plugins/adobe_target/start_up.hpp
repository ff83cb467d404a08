// What an instance is made from: typed settings and options, and the HTTP client. Called by the
// destination's constructor; all throw sluice::Error with what validate() would have said.
#pragma once

#include "adobe_target/options.hpp"
#include "adobe_target/settings.hpp"

#include <sluice/http/client.hpp>
#include <sluice/spec.hpp>

#include <boost/asio/io_context.hpp>

#include <memory>
#include <string>

namespace adobe_target {

Settings settings_of(const sluice::Spec& spec);
Options options_of(const sluice::Spec& spec);
// `context` must outlive it.
std::unique_ptr<sluice::http::Client>
make_client(boost::asio::io_context& context, const Settings& settings);
// The action is stream_attributes.
bool is_streaming(const sluice::Spec& spec);
// A third-party id that nobody has.
std::string random_id();

}  // namespace adobe_target
