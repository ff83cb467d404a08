// What runs below an HttpDestination: its thread, and a worker for each connection, which takes
// records, has the author build the request, exchanges, and has the author judge the reply. Made by
// HttpDestination; coroutines run on its own thread, the public functions on the host's.
#pragma once

#include "sdk/http/credentials_source.hpp"

#include <sluice/host.hpp>
#include <sluice/http/client.hpp>
#include <sluice/http/http_destination.hpp>
#include <sluice/http/inbox.hpp>
#include <sluice/http/token_cache.hpp>
#include <sluice/secret_box.hpp>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>

#include <atomic>
#include <cstdint>
#include <optional>
#include <thread>
#include <vector>

namespace sluice::http {

class Workers {
public:
    // `author` must outlive it, and is not called before the first push(). Throws Error if the CA
    // file or the proxy cannot be used.
    Workers(HttpDestination& author, Host host, HttpOptions options);
    Workers(const Workers&) = delete;
    Workers& operator=(const Workers&) = delete;
    ~Workers();

    const HttpOptions& options() const { return options_; }

    void push(Record record);
    // Waits for the network. None: all is well.
    std::optional<Outcome> check();
    // [any thread]
    void cancel();
    // Cancels, and joins the thread. May be called twice.
    void stop();

private:
    // What a worker reuses from batch to batch.
    struct Bench {
        std::vector<Record> records;
        Draft draft;
        Request request;
        Reply reply;
    };

    Task<void> work();
    Task<void> deliver(Batch& batch, Bench& bench);
    Task<std::optional<Outcome>> exchange(Batch& batch, Bench& bench);
    Task<std::optional<Outcome>> prove();

    std::optional<Outcome> write(const Draft& draft, Request& request);
    bool is_worth_a_new_token(const Reply& reply, std::uint64_t generation, int attempt);
    Outcome verdict_on(const Reply& reply) const;
    const Secrets& secrets();
    void finish(const Batch& batch, std::vector<Record>& records);
    void say_that_it_threw();

    HttpDestination& author_;
    Host host_;
    const HttpOptions options_;
    boost::asio::io_context context_{1};  // one thread runs it; others may post
    boost::asio::executor_work_guard<Executor> busy_;
    Client client_;
    SecretBox box_;
    Secrets secrets_;  // the plugin's thread's own copy
    std::uint64_t secrets_seen_ = 0;
    std::atomic<bool> secrets_are_stale_{false};
    std::optional<CredentialsSource> source_;
    std::optional<TokenCache> tokens_;
    Inbox inbox_;
    bool is_failure_said_ = false;
    std::thread thread_;
};

}  // namespace sluice::http
