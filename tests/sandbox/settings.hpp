// What the operator of the sandbox chose on the command line; main fills it, every room reads it.
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

namespace sandbox {

/// Limits with their source in Adobe's pages; the consequence is the status that answers a breach.
struct Limits {
    std::size_t get_bytes =
        8192;  ///< URL of GET profile/update (Single Profile Update API, notes) → 414
    std::size_t post_bytes = 61440;  ///< body of POST profile/update, 60 KB (same page) → 413
    std::size_t delivery_bytes = 60U
                                 << 20U;  ///< body of a delivery call, 60 MB (Target limits) → 413
    std::size_t profile_parameters = 50;  ///< per mbox (Delivery API specification) → 400
    std::size_t value_units = 256;  ///< UTF-16 units of a value (Target limits, 2025-10-27) → 400
    std::size_t session_requests = 100;  ///< at once per session (Target limits) → 420
};

/// How much is kept in memory.
enum class Detail : std::uint8_t {
    full,  ///< every request in the ledger, every attribute in its profile
    light  ///< counts and sets of 64-bit digests only: 1,000,000 records in some tens of megabytes
};

struct Settings {
    std::string client_code;  ///< empty: any
    std::string tenant;       ///< empty: any
    std::string client_id = "sandbox-id";
    std::string client_secret = "sandbox-secret";
    std::string edge = "35";  ///< of ids issued when the Host header names no edge
    std::chrono::seconds ims_expires_in{86399};
    std::chrono::seconds profile_token_expires_in{std::chrono::hours{24 * 90}};
    std::chrono::milliseconds delay{0};  ///< before every reply that no rule delays
    std::uint64_t capacity = 0;  ///< requests that are answered truly at a time; 0: any number
    int over_capacity = 429;     ///< the status that answers those above it
    bool require_profile_token = false;
    bool has_profile_token =
        true;  ///< a token was generated in the user interface before the start
    bool create_on_update =
        false;  ///< profile/update makes unknown profiles, which Adobe does not do
    Detail detail = Detail::full;
    Limits limits;
};

}  // namespace sandbox
