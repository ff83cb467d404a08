// Answers questions about records of send_identifiers (sluice.verify/1): the fetch of the user's
// profile, judged and compared. Owned by the conductor; on the plugin's thread, beside its workers.
#pragma once

#include "adobe_target/api/profile_state.hpp"
#include "adobe_target/api/profile_update.hpp"
#include "adobe_target/net/token_cache.hpp"
#include "adobe_target/settings.hpp"

#include <sluice/http/client.hpp>
#include <sluice/http/message.hpp>
#include <sluice/question.hpp>

#include <atomic>
#include <string>
#include <string_view>

namespace adobe_target {

class ProfileAsker {
public:
    // All must outlive it.
    struct Subjects {
        sluice::http::Client& client;
        TokenCache& tokens;
        const Settings& settings;
        const UpdatePlan& plan;
        std::atomic<bool>& secrets_are_stale;
    };
    explicit ProfileAsker(Subjects subjects);

    // Waits for a connection, as a worker does. No value of the visitor's stands in the answer's
    // message.
    sluice::http::Task<void> answer(sluice::Question question);

private:
    struct Fetch {
        sluice::http::Request request;
        sluice::http::Reply reply;
    };

    sluice::http::Task<sluice::Answer> ask(const sluice::Question& question);
    sluice::http::Task<FetchJudgement>
    fetch(const std::string& target, sluice::Question::Deadline deadline, Fetch& fetch);
    std::string target_of(std::string_view id) const;
    void write_request(const std::string& target, Fetch& fetch) const;
    void
    compare(const sluice::Question& question, const Fetch& fetch, sluice::Answer& answer) const;

    Subjects subjects_;
    std::string host_;
    sluice::http::Endpoint endpoint_;
};

}  // namespace adobe_target
