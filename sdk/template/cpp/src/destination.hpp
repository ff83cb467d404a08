// Posts each record as JSON to the configured endpoint: a queue, and a thread for each request that
// may be under way. Made and driven by the host; the tags are those of sluice/destination.hpp.
#pragma once

#include "exchange.hpp"
#include "fields.hpp"
#include "settings.hpp"

#include <sluice/destination.hpp>

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

// Once raised it stays raised: every wait of every thread sees it.
class Event {
public:
    Event();
    Event(const Event&) = delete;
    Event& operator=(const Event&) = delete;
    ~Event();

    void raise() const;
    int fd() const { return fd_; }  // readable once it is raised

private:
    int fd_;
};

class Destination final : public sluice::Destination {
public:
    static void validate(sluice::Findings& findings, const sluice::Spec& spec);

    // Throws sluice::Error if validate() would report.
    Destination(sluice::Host host, const sluice::Spec& spec);
    ~Destination() override;

    sluice_limits limits() const override;
    void send(sluice::Record record) override;
    void cancel() override;
    void shutdown(std::chrono::nanoseconds deadline) override;

private:
    void work();
    sluice::Outcome deliver(const sluice::Record& record, std::string& token) const;
    bool has_token(std::string& token) const;
    void stop();

    const sluice::Host host_;
    const Settings settings_;
    const Fields fields_;
    const Event cancelled_;
    std::mutex mutex_;  // guards what follows but the threads
    std::condition_variable wake_;
    std::deque<sluice::Record> queue_;
    bool is_cancelled_ = false;
    std::vector<std::thread> threads_;
};
