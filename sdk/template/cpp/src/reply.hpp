// The reply to a request, and its head as it is read. Pure; any thread.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

struct Reply {
    int status = 0;           // 200 to 599
    std::string retry_after;  // as it stood; empty: none
};

enum class Head { whole, unfinished, wrong };

// Reads the head of a reply from its first bytes, past those with 1xx.
Head read_head(std::string_view bytes, Reply& reply);
