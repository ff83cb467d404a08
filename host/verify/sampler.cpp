#include "host/verify/sampler.hpp"

#include <utility>

namespace host {
namespace {

UserKey user_of(const Slots& slots) {
    return slots.keys[0] != 0 ? slots.keys[0] : slots.keys[1];
}

}  // namespace

bool Sampler::chosen() {
    return random_.fraction() < terms_.share;
}

void Sampler::delivered(const Slots& slots, std::string_view id, Time now) {
    const UserKey user = user_of(slots);
    if (user != 0) {
        if (const auto asked = asked_.find(user); asked != asked_.end()) {
            asked->second = true;
        }
        if (const auto older = by_user_.find(user); older != by_user_.end()) {
            forget(older->second);
            keep(user, slots, id, now);
            return;
        }
    }
    if (chosen()) {
        keep(user, slots, id, now);
    }
}

void Sampler::keep(UserKey user, const Slots& slots, std::string_view id, Time now) {
    auto update = std::make_unique<KeptUpdate>(slots.values, slots.op, id);
    if (waiting_.size() >= terms_.most_kept || bytes_ + update->bytes() > terms_.most_bytes) {
        ++left_out_;
        return;
    }
    bytes_ += update->bytes();
    waiting_.push_back({user, now + terms_.delay, std::move(update)});
    if (user != 0) {
        by_user_[user] = std::prev(waiting_.end());
    }
}

void Sampler::forget(Queue::iterator sample) {
    bytes_ -= sample->update->bytes();
    by_user_.erase(sample->user);
    waiting_.erase(sample);
}

std::optional<Sampler::Sample> Sampler::take_due(Time now) {
    if (waiting_.empty() || waiting_.front().due > now) {
        return std::nullopt;
    }
    const auto first = waiting_.begin();
    bytes_ -= first->update->bytes();
    by_user_.erase(first->user);
    Sample sample = std::move(*first);
    waiting_.erase(first);
    if (sample.user != 0) {
        asked_[sample.user] = false;
    }
    return sample;
}

bool Sampler::answered(UserKey user) {
    const auto asked = asked_.find(user);
    const bool is_outdated = asked != asked_.end() && asked->second;
    if (asked != asked_.end()) {
        asked_.erase(asked);
    }
    return is_outdated;
}

std::optional<Sampler::Time> Sampler::next_due() const {
    return waiting_.empty() ? std::nullopt : std::optional{waiting_.front().due};
}

std::size_t Sampler::drop_all() {
    const std::size_t dropped = waiting_.size();
    waiting_.clear();
    by_user_.clear();
    bytes_ = 0;
    return dropped;
}

}  // namespace host
