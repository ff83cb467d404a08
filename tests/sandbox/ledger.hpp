// The ledger: every request in the order of arrival, with what it said and what it got; the
// server's thread.
#pragma once

#include "tests/sandbox/counts.hpp"
#include "tests/sandbox/message.hpp"
#include "tests/sandbox/moment.hpp"
#include "tests/sandbox/received.hpp"
#include "tests/sandbox/settings.hpp"

#include <cstdint>
#include <deque>
#include <string>
#include <string_view>
#include <vector>

namespace sandbox {

/// One request, read back. Views are valid until the ledger is cleared.
struct LedgerEntry {
    std::uint64_t sequence;
    Moment arrival;
    std::uint64_t connection;
    Kind kind;
    Verdict verdict;
    bool replied;  ///< the whole reply was handed to the kernel
    std::uint64_t
        ended_after;        ///< the last request that had arrived when this one ended; 0: it runs
    std::uint64_t content;  ///< content_digest()
    std::string_view method, path, host, client;
    Keys keys;
    std::string_view session, impression, request_id;
    std::vector<Attribute> attributes;
    std::vector<Attribute> others;
};

/// Keeps entries of about their text's size plus 80 bytes: 1,000,000 updates of 400 bytes take
/// about 0.6 GB. With Detail::light it keeps nothing and only numbers the requests.
class Ledger {
public:
    explicit Ledger(Detail detail) : detail_(detail) {}

    /// Writes one request down; gives its sequence number, from 1. Numbers go on after clear().
    std::uint64_t append(
        const Request& request, const Received& received, const Verdict& verdict, Moment arrival
    );
    /// Its whole reply went out.
    void mark_replied(std::uint64_t sequence);
    /// Nothing more comes of it, with a reply or without.
    void mark_ended(std::uint64_t sequence);

    bool is_kept() const { return detail_ == Detail::full; }
    /// Sequence numbers that are there: first() to last(); last() < first() when there are none.
    std::uint64_t first() const { return forgotten_ + 1; }
    std::uint64_t last() const { return last_; }
    LedgerEntry entry(std::uint64_t sequence) const;
    void clear();

private:
    struct Line {
        Moment arrival;
        std::uint64_t connection;
        std::uint64_t content;
        Kind kind;
        Verdict verdict;
        bool replied;
        std::uint64_t ended_after;
        std::string text;  ///< fields, each with its length before it
    };

    Line* line_of(std::uint64_t sequence);

    Detail detail_;
    std::deque<Line> lines_;
    std::uint64_t last_ = 0;
    std::uint64_t forgotten_ = 0;
};

}  // namespace sandbox
