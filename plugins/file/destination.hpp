// The conductor: record → row → part file → fsync → verdict, in groups, on one thread of its own.
// Made by the host through plugin.cpp.
#pragma once

#include "file/settings.hpp"
#include "file/writer.hpp"

#include <sluice/destination.hpp>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>

namespace file {

class Destination final : public sluice::Destination {
public:
    static void validate(sluice::Findings& findings, const sluice::Spec& spec);

    // Throws sluice::Error if the configuration is not what validate() lets pass. The disk is not
    // touched before the first record.
    Destination(sluice::Host host, const sluice::Spec& spec);
    ~Destination() override;

    sluice_limits limits() const override;
    void send(sluice::Record record) override;
    void check() override;
    void cancel() override;
    void shutdown(std::chrono::nanoseconds deadline) override;

private:
    using Group = std::deque<sluice::Record>;

    void work();
    bool take(Group& group);
    void stop();

    Settings settings_;
    Writer writer_;  // the writing thread's alone

    std::mutex mutex_;  // guards the three below
    std::condition_variable changed_;
    Group queue_;
    bool is_cancelled_ = false;
    bool is_over_ = false;

    std::thread thread_;
};

}  // namespace file
