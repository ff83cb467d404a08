// Keeps what a visitor is out of messages that quote Adobe. Called by the conductor for refused
// records; pure, any thread.
#pragma once

#include <sluice/destination.h>

#include <span>
#include <string>

namespace adobe_target {

// Puts *** where `message` holds the text of one of the record's slots, plain or percent-encoded,
// members of objects included. Texts of one or two bytes are left: they say nothing and are part of
// any sentence.
void hide_values(std::string& message, std::span<const sluice_value> values);

}  // namespace adobe_target
