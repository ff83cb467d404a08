// The visitor profiles of the sandbox: who exists, under which names, with which attributes; the
// server's thread.
#pragma once

#include "tests/sandbox/moment.hpp"
#include "tests/sandbox/received.hpp"
#include "tests/sandbox/settings.hpp"
#include "tests/sandbox/tally.hpp"

#include <cstdint>
#include <deque>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace sandbox {

struct StoredAttribute {
    std::string name;
    std::string value;
    Moment modified_at;
};

struct Profile {
    std::string third_party;
    std::string tnt;
    std::string ecid;
    Moment modified_at;
    std::vector<StoredAttribute> attributes;
};

/// The tntId that a profile with this first name gets: `10abf6304b271421.35_0`. It depends on
/// nothing else, so that light mode need not keep it.
std::string issued_tnt_id(std::string_view name, std::string_view edge);

/// All profiles. With Detail::light only their existence is kept: no attributes, no links between
/// names.
class Profiles {
public:
    explicit Profiles(Detail detail) : detail_(detail) {}

    /// Makes `<prefix>0` to `<prefix><count - 1>` exist as third-party ids, with memory only for
    /// those that are touched.
    void seed(std::string_view prefix, std::uint64_t count);

    /// profile/update: false, and nothing changes, when no profile has that name. An empty value
    /// never clears a stored one (Bulk Profile Update API, notes).
    bool update(const Keys& keys, std::span<const Attribute> attributes, Moment now);

    /// Delivery: finds or makes the profile, joins the names that were given (attributes of the
    /// third-party profile win when two profiles become one) and gives its tntId. `edge` ends the
    /// tntId of a new profile.
    std::string deliver(
        const Keys& keys, std::span<const Attribute> attributes, std::string_view edge, Moment now
    );

    /// Makes a profile unless it exists, with these attributes; for seeding and --create-on-update.
    void create(const Keys& keys, std::span<const Attribute> attributes, Moment now);

    /// The profile with one of these names, nullptr when unknown. With Detail::light a found
    /// profile is empty but for its names. Valid until the next call that changes something.
    const Profile* find(const Keys& keys, Moment now);

    std::size_t size() const;
    void clear();

private:
    struct TextHash {
        using is_transparent = void;  // NOLINT(readability-identifier-naming): the standard's name
        std::size_t operator()(std::string_view text) const { return digest(text); }
    };
    using Index = std::unordered_map<std::string, Profile*, TextHash, std::equal_to<>>;
    struct Range {
        std::string prefix;
        std::uint64_t count;
    };

    bool is_seeded(std::string_view third_party) const;
    bool is_known_light(const Keys& keys) const;
    void remember_light(const Keys& keys);
    Profile* lookup(const Keys& keys, Moment now);
    Profile& join(const Keys& keys, std::string_view edge, Moment now);
    void absorb(Profile& winner, const Profile& loser);
    void name(Profile& profile, const Keys& keys);
    static void store(Profile& profile, std::span<const Attribute> attributes, Moment now);

    Detail detail_;
    std::deque<Profile> profiles_;
    std::size_t absorbed_ = 0;
    Index by_third_party_;
    Index by_tnt_;
    Index by_ecid_;
    std::vector<Range> ranges_;
    Tally light_;
    Profile light_found_;
};

}  // namespace sandbox
