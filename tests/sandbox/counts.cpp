#include "tests/sandbox/counts.hpp"

#include "tests/sandbox/json_text.hpp"

#include <algorithm>

namespace sandbox {

std::uint64_t content_digest(const Received& received) {
    const auto kind = static_cast<std::uint64_t>(received.kind);
    if (!received.impression.empty()) {
        return digest(received.impression, mix(kind));
    }
    std::uint64_t mark = digest(received.client, kind);
    const Keys& keys = received.keys;
    for (const std::string_view key : {keys.third_party, keys.tnt, keys.ecid, received.session}) {
        mark = digest(key, mark);
    }
    for (const Attribute& attribute : received.attributes) {
        mark = digest(attribute.value, digest(attribute.name, mark));
    }
    return mark;
}

void Counts::connected() {
    ++opened_;
    most_open_ = std::max(most_open_, ++open_);
}

std::uint32_t Counts::enter(Running& running, std::uint64_t key) {
    return key == 0 ? 0 : ++running[key];
}

void Counts::leave(Running& running, std::uint64_t key) {
    const auto at = running.find(key);
    if (key != 0 && at != running.end() && --at->second == 0) {
        running.erase(at);
    }
}

Flight Counts::begin(const Received& received) {
    const std::string_view id = main_id(received.keys);
    const Flight flight{
        .session = received.session.empty() ? 0 : digest(received.session, 1),
        .id = id.empty() ? 0 : digest(id, 2)};
    most_running_ = std::max(most_running_, ++running_);
    most_in_session_ = std::max(most_in_session_, enter(sessions_, flight.session));
    most_in_id_ = std::max(most_in_id_, enter(running_ids_, flight.id));
    return flight;
}

void Counts::end(const Flight& flight) {
    --running_;
    leave(sessions_, flight.session);
    leave(running_ids_, flight.id);
}

std::uint32_t Counts::in_session(const Flight& flight) const {
    const auto at = sessions_.find(flight.session);
    return at == sessions_.end() ? 0 : at->second;
}

void Counts::answered(const Received& received, const Verdict& verdict) {
    ++requests_;
    ++answers_[{received.kind, verdict.status}];
    ++faults_.at(static_cast<std::size_t>(verdict.fault));
    scripted_ += verdict.scripted ? 1 : 0;
    const std::string_view id = main_id(received.keys);
    if (!id.empty()) {
        ids_.add(digest(id, 2));
    }
    if (!received.impression.empty()) {
        impressions_.add(digest(received.impression));
    }
    if (verdict.accepted) {
        ++accepted_;
        accepted_contents_.add(content_digest(received));
    }
}

namespace {

std::string answers_text(const std::map<std::pair<Kind, int>, std::uint64_t>& answers) {
    std::string out;
    JsonObject by_kind(out);
    for (std::size_t i = 0; i < kinds; ++i) {
        const auto kind = static_cast<Kind>(i);
        auto at = answers.lower_bound({kind, 0});
        if (at == answers.end() || at->first.first != kind) {
            continue;
        }
        by_kind.raw(name(kind));
        JsonObject by_status(out);
        for (; at != answers.end() && at->first.first == kind; ++at) {
            by_status.number(std::to_string(at->first.second), at->second);
        }
        by_status.close();
    }
    by_kind.close();
    return out;
}

std::string faults_text(const std::array<std::uint64_t, 5>& faults) {
    std::string out;
    JsonObject object(out);
    for (std::size_t i = 1; i < faults.size(); ++i) {
        object.number(name(static_cast<Fault>(i)), faults.at(i));
    }
    object.close();
    return out;
}

}  // namespace

std::string Counts::text() const {
    std::string out;
    JsonObject object(out);
    object.number("requests", requests_);
    object.number("accepted", accepted_);
    object.number("scripted", scripted_);
    object.number("unique_ids", ids_.distinct());
    object.number("unique_impressions", impressions_.distinct());
    object.number("unique_accepted", accepted_contents_.distinct());
    object.number("repeated_accepted", accepted_contents_.repeats());
    object.number("connections_opened", opened_);
    object.number("connections_open", open_);
    object.number("max_connections_open", most_open_);
    object.number("running", running_);
    object.number("max_concurrent", most_running_);
    object.number("max_concurrent_per_session", most_in_session_);
    object.number("max_concurrent_per_id", most_in_id_);
    object.raw("answers");
    out += answers_text(answers_);
    object.raw("faults");
    out += faults_text(faults_);
    return out.substr(1);
}

void Counts::reset() {
    Counts fresh;
    fresh.open_ = fresh.most_open_ = open_;
    fresh.running_ = fresh.most_running_ = running_;
    fresh.sessions_ = std::move(sessions_);
    fresh.running_ids_ = std::move(running_ids_);
    *this = std::move(fresh);
}

}  // namespace sandbox
