// The bytes of the mock's answers. Pure.
#pragma once

#include "host/conform/mock/mock_reply.hpp"

#include <string>

namespace host {

// "HTTP/1.1 200 OK\r\n...", whole or broken as the reply's `how` says; "" if nothing is to be sent.
std::string answer_text(const MockReply& reply);

}  // namespace host
