#include "tests/sandbox/profiles.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>

namespace sandbox {
namespace {

enum Space : std::uint64_t { third_party_space = 1, tnt_space = 2, ecid_space = 3 };

}  // namespace

std::string issued_tnt_id(std::string_view name, std::string_view edge) {
    std::array<char, 20> hex{};
    const auto number = static_cast<unsigned long long>(digest(name, tnt_space));
    std::snprintf(hex.data(), hex.size(), "%016llx", number);
    return std::string(hex.data()).append(".").append(edge).append("_0");
}

void Profiles::seed(std::string_view prefix, std::uint64_t count) {
    ranges_.push_back({.prefix = std::string(prefix), .count = count});
}

bool Profiles::is_seeded(std::string_view third_party) const {
    return std::any_of(ranges_.begin(), ranges_.end(), [third_party](const Range& range) {
        if (!third_party.starts_with(range.prefix)) {
            return false;
        }
        const std::string_view digits = third_party.substr(range.prefix.size());
        std::uint64_t number = 0;
        const auto [end, error] =
            std::from_chars(digits.data(), digits.data() + digits.size(), number);
        const bool is_canonical = digits.size() == 1 || !digits.starts_with('0');
        return error == std::errc{} && end == digits.data() + digits.size() && is_canonical &&
               number < range.count;
    });
}

bool Profiles::is_known_light(const Keys& keys) const {
    const auto has = [this](std::string_view key, Space space) {
        return !key.empty() && light_.count(digest(key, space)) != 0;
    };
    return (!keys.third_party.empty() && is_seeded(keys.third_party)) ||
           has(keys.third_party, third_party_space) || has(keys.tnt, tnt_space) ||
           has(keys.ecid, ecid_space);
}

void Profiles::remember_light(const Keys& keys) {
    const auto add = [this](std::string_view key, Space space) {
        const std::uint64_t mark = digest(key, space);
        if (!key.empty() && light_.count(mark) == 0) {
            light_.add(mark);
        }
    };
    add(keys.third_party, third_party_space);
    add(keys.tnt, tnt_space);
    add(keys.ecid, ecid_space);
}

Profile* Profiles::lookup(const Keys& keys, Moment now) {
    const auto in = [](const Index& index, std::string_view key) -> Profile* {
        const auto at = key.empty() ? index.end() : index.find(key);
        return at == index.end() ? nullptr : at->second;
    };
    if (Profile* found = in(by_third_party_, keys.third_party)) {
        return found;
    }
    if (!keys.third_party.empty() && is_seeded(keys.third_party)) {
        const Keys only{.third_party = keys.third_party, .tnt = {}, .ecid = {}};
        return &join(only, "35", now);
    }
    Profile* by_tnt = in(by_tnt_, keys.tnt);
    return by_tnt != nullptr ? by_tnt : in(by_ecid_, keys.ecid);
}

void Profiles::name(Profile& profile, const Keys& keys) {
    const auto give = [&profile](Index& index, std::string& held, std::string_view key) {
        if (!key.empty()) {
            index[std::string(key)] = &profile;
            held = key;
        }
    };
    give(by_third_party_, profile.third_party, keys.third_party);
    give(by_tnt_, profile.tnt, keys.tnt);
    give(by_ecid_, profile.ecid, keys.ecid);
}

void Profiles::absorb(Profile& winner, const Profile& loser) {
    for (const StoredAttribute& theirs : loser.attributes) {
        const bool has = std::any_of(
            winner.attributes.begin(),
            winner.attributes.end(),
            [&theirs](const StoredAttribute& ours) { return ours.name == theirs.name; }
        );
        if (!has) {
            winner.attributes.push_back(theirs);
        }
    }
    const Keys names{.third_party = loser.third_party, .tnt = loser.tnt, .ecid = loser.ecid};
    for (Index* index : {&by_third_party_, &by_tnt_, &by_ecid_}) {
        for (const std::string_view key : {names.third_party, names.tnt, names.ecid}) {
            const auto at = index->find(key);
            if (at != index->end() && at->second == &loser) {
                at->second = &winner;
            }
        }
    }
    ++absorbed_;
}

Profile& Profiles::join(const Keys& keys, std::string_view edge, Moment now) {
    const auto at = by_third_party_.find(keys.third_party);
    const bool has_third_party = !keys.third_party.empty() && at != by_third_party_.end();
    Profile* profile = has_third_party ? at->second : nullptr;
    for (const auto& [index, key] :
         {std::pair{&by_tnt_, keys.tnt}, std::pair{&by_ecid_, keys.ecid}}) {
        const auto other = key.empty() ? index->end() : index->find(key);
        if (other == index->end() || other->second == profile) {
            continue;
        }
        if (profile == nullptr) {
            profile = other->second;
        } else {
            absorb(*profile, *other->second);
        }
    }
    if (profile == nullptr) {
        profile = &profiles_.emplace_back();
        profile->modified_at = now;
    }
    name(*profile, keys);
    if (profile->tnt.empty()) {
        const std::string tnt = issued_tnt_id(main_id(keys), edge);
        name(*profile, {.third_party = {}, .tnt = tnt, .ecid = {}});
    }
    return *profile;
}

void Profiles::store(Profile& profile, std::span<const Attribute> attributes, Moment now) {
    if (profile.attributes.empty()) {
        profile.attributes.reserve(attributes.size());
    }
    for (const Attribute& given : attributes) {
        if (given.value.empty()) {
            continue;
        }
        const auto held = std::find_if(
            profile.attributes.begin(),
            profile.attributes.end(),
            [&given](const StoredAttribute& stored) { return stored.name == given.name; }
        );
        StoredAttribute& target =
            held == profile.attributes.end() ? profile.attributes.emplace_back() : *held;
        target.name = given.name;
        target.value = given.value;
        target.modified_at = now;
        profile.modified_at = now;
    }
}

bool Profiles::update(const Keys& keys, std::span<const Attribute> attributes, Moment now) {
    if (detail_ == Detail::light) {
        return is_known_light(keys);
    }
    Profile* profile = lookup(keys, now);
    if (profile == nullptr) {
        return false;
    }
    store(*profile, attributes, now);
    return true;
}

std::string Profiles::deliver(
    const Keys& keys, std::span<const Attribute> attributes, std::string_view edge, Moment now
) {
    if (detail_ == Detail::light) {
        remember_light(keys);
        return keys.tnt.empty() ? issued_tnt_id(main_id(keys), edge) : std::string(keys.tnt);
    }
    lookup(keys, now);  // a seeded profile comes into being here
    Profile& profile = join(keys, edge, now);
    store(profile, attributes, now);
    return profile.tnt;
}

void Profiles::create(const Keys& keys, std::span<const Attribute> attributes, Moment now) {
    deliver(keys, attributes, "35", now);
}

const Profile* Profiles::find(const Keys& keys, Moment now) {
    if (detail_ == Detail::full) {
        return lookup(keys, now);
    }
    if (!is_known_light(keys)) {
        return nullptr;
    }
    light_found_ = Profile{
        .third_party = std::string(keys.third_party),
        .tnt = keys.tnt.empty() ? issued_tnt_id(main_id(keys), "35") : std::string(keys.tnt),
        .ecid = std::string(keys.ecid),
        .modified_at = now,
        .attributes = {}};
    return &light_found_;
}

std::size_t Profiles::size() const {
    return detail_ == Detail::light ? light_.distinct() : profiles_.size() - absorbed_;
}

void Profiles::clear() {
    by_third_party_.clear();
    by_tnt_.clear();
    by_ecid_.clear();
    profiles_.clear();
    absorbed_ = 0;
    ranges_.clear();
    light_.clear();
}

}  // namespace sandbox
