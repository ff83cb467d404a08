// What became of a record, judged by the reply to its request or by its absence. Pure; any thread.
#pragma once

#include "exchange.hpp"
#include "reply.hpp"

#include <sluice/outcome.hpp>

#include <chrono>
#include <string_view>

// by: the endpoint's address, for messages. now: for a Retry-After that is a date.
sluice::Outcome
judge(const Reply& reply, std::string_view by, std::chrono::system_clock::time_point now);
sluice::Outcome judge(const Failure& failure, std::string_view by);

// "120" or "Wed, 21 Oct 2015 07:28:00 GMT" from now on, at most an hour; 0 if it is neither.
std::chrono::milliseconds
retry_delay(std::string_view retry_after, std::chrono::system_clock::time_point now);
