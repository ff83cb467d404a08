// What a check has in its hands: the plugin, the sample, the mock, and the place for its evidence.
// In the child, check's thread.
#pragma once

#include "host/conform/check.hpp"
#include "host/conform/child_order.hpp"
#include "host/conform/evidence.hpp"
#include "host/conform/line_channel.hpp"
#include "host/conform/mock/mock_ledger.hpp"
#include "host/conform/mock/mock_reply.hpp"
#include "host/conform/sample.hpp"
#include "host/plugin/library.hpp"

#include <sluice/destination.h>

#include <chrono>
#include <initializer_list>
#include <map>
#include <optional>
#include <random>
#include <string>
#include <vector>

namespace host {

class KitContext;
enum class Misuse : std::uint8_t;

// One call of the plugin's that the parent was asked about, see watcher.hpp.
struct WatchedCall {
    std::string call;    // "connect", "execve", "fork" ...
    std::string target;  // "93.184.216.34:443", "/bin/sh"
};

class CheckRun {
public:
    // `channel` must outlive it.
    CheckRun(ChildOrder order, LineChannel& channel);

    const ChildOrder& order() const { return order_; }
    bool is_full() const { return order_.tier == CheckTier::full; }
    const Sample& sample() const { return sample_; }
    Evidence& evidence() { return evidence_; }
    std::mt19937_64& random_engine() { return random_; }
    std::uint64_t random() { return random_(); }  // by the seed: the same in each run

    // What the file says without being loaded.
    const sluice::Result<PluginFile, Problem>& file() const { return file_; }
    // Loads it at the first call. Throws CheckStopped if it cannot be loaded, which load-entry
    // judges.
    const sluice_plugin& plugin();

    // Loads it once more: the entry is asked again. False if another table came of it.
    bool load_again();
    // The manifest's bytes in the file; "" if there are none.
    const std::string& manifest_text() const { return manifest_text_; }
    std::map<std::string, double> thresholds() const {
        return profile_of(order_.profile).thresholds;
    }
    // The sample with another address in the place of the mock's.
    Sample sample_at(const std::string& endpoint) const;

    // What the check is at, for the report of a crash.
    void step(const std::string& what);

    // --- the mock ---
    void play(const MockScript& script);
    // The same reply to everything; the sample's `accepted` is what a record gets that is taken.
    void play(MockReply standard);
    MockReply accepted() const { return sample_.accepted; }
    MockLedger ledger();
    void clear_ledger();

    // What the parent saw the process do so far; nothing if it cannot watch.
    std::vector<WatchedCall> watched();

    // Fails for each misuse of these kinds that the context saw.
    void judge_misuse(const KitContext& context, std::initializer_list<Misuse> kinds);

private:
    boost::json::object ask(boost::json::object question);

    ChildOrder order_;
    LineChannel& channel_;
    sluice::Result<PluginFile, Problem> file_;
    std::string manifest_text_;
    Sample sample_;
    Evidence evidence_;
    std::mt19937_64 random_;
    const sluice_plugin* plugin_ = nullptr;
};

// Ends a check from within: what it found so far counts.
struct CheckStopped {
    std::string why;
};

}  // namespace host
