// A destination that speaks HTTP: its author writes what a record is as a request, and if he knows
// better than default_verdict() what a reply means. Derived by plugins in place of
// sluice::Destination.
//
//     class Mine final : public sluice::http::HttpDestination {
//     public:
//         static void validate(sluice::Findings& findings, const sluice::Spec& spec);
//         Mine(sluice::Host host, const sluice::Spec& spec) : HttpDestination{host, options(spec)}
//         {} Result<Draft, Outcome> build(const sluice::Record& record) override;
//     };
//     SLUICE_EXPORT_DESTINATION(Mine)
//
// What it does by itself: one thread with as many requests under way as there are connections; kept
// TLS connections; a deadline for each request (its time-out or the record's own, whichever is
// sooner); cancellation; the verdict table; OAuth client credentials, one fetch for all, renewed
// before they end, a token that is refused replaced once; secrets asked of the host at start and
// after AUTH_FAILED. Each record gets one verdict, whatever the author's functions do or throw.
#pragma once

#include <sluice/destination.hpp>
#include <sluice/http/batch.hpp>
#include <sluice/http/client_credentials.hpp>
#include <sluice/http/draft.hpp>
#include <sluice/http/endpoint.hpp>
#include <sluice/http/failure.hpp>
#include <sluice/http/message.hpp>
#include <sluice/http/settings.hpp>
#include <sluice/result.hpp>
#include <sluice/secret_box.hpp>

#include <chrono>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace sluice::http {

struct HttpOptions {
    EndpointUrl url;  // as parse_endpoint() gives it; every request goes there
    Settings client;
    std::chrono::milliseconds timeout{30'000};  // of one request with its reply
    // Records that one request may carry. With more than one, override build_batch: records gather
    // while all connections are busy, nothing waits for a batch to fill.
    std::size_t max_batch = 1;
    // Names of secrets that authorization() needs, as the configuration refers to them.
    std::vector<std::string> secrets;
    std::optional<ClientCredentials> oauth;
};

// What authorization() may use. Views; valid during the call.
struct Credentials {
    const Secrets& secrets;  // HttpOptions::secrets, as the host last gave them
    std::string_view token;  // of HttpOptions::oauth; "" without
    std::chrono::system_clock::time_point now;
};

class Workers;

class HttpDestination : public Destination {
public:
    ~HttpDestination() override;

    sluice_limits limits() const override;
    void send(Record record) final;
    // Fetches a token if there is OAuth, and sends probe() if there is one.
    void check() override;
    void cancel() final;
    void shutdown(std::chrono::nanoseconds deadline) final;

protected:
    // Throws Error if the CA file or the proxy cannot be used. Nothing is asked of the far side.
    HttpDestination(Host host, HttpOptions options);

    const Host& host() const { return host_; }

    // All that follows is called on the plugin's own thread, one call at a time: it must not block,
    // and needs no lock.

    // The request for one record; or what became of the record without one, say REJECTED. Not
    // called where build_batch is overridden.
    virtual Result<Draft, Outcome> build(const Record& record);
    // What the reply means for the record. By default default_verdict().
    virtual Outcome judge(const Record& record, const Reply& reply);

    // One request for those records of the batch that it leaves unsettled; nothing is sent if it
    // settles all. By default build() of each: of batches of one record, therefore.
    virtual Draft build_batch(Batch& batch);
    // Settles what the reply tells record by record; what it leaves open gets default_verdict().
    // By default judge() of each.
    virtual void judge_batch(Batch& batch, const Reply& reply);

    // No reply came. By default default_verdict(): written and no answer is RETRY +
    // MAYBE_DELIVERED.
    virtual Outcome judge_failure(const Failure& failure);

    // The headers that prove who asks; called for each request right before it is sent, so that
    // they may sign it. One with an empty value, or a line break in it, is AUTH_FAILED, and nothing
    // is sent. By default "Authorization: Bearer <token>" with OAuth, none without.
    virtual std::vector<Header> authorization(const Draft& draft, const Credentials& credentials);

    // For `sluice check --online`: a request that changes nothing at the far side, judged by
    // default_verdict(). None by default: then the address is not proven.
    virtual std::optional<Draft> probe();

private:
    friend class Workers;

    Host host_;
    std::unique_ptr<Workers> workers_;
};

}  // namespace sluice::http
