#include "host/state/quota.hpp"

#include <algorithm>

namespace host {
namespace {

using std::chrono::milliseconds;

// Nobody reserves further ahead than 2 min; above this, the clock was set back.
constexpr std::int64_t far_ahead_ms = 3'600'000;
// What no window of a day needs any more is kept for another day: another pipeline may have a
// longer window.
constexpr std::int64_t kept_longer_ms = 86'400'000;

std::int64_t use_before(const Reservation& wish) {
    const std::int64_t width = bucket_width(wish.window).count();
    return (wish.now_ms / width + 2) * width;
}

bool counts(const QuotaBucket& bucket, milliseconds window, std::int64_t now_ms) {
    return bucket.used_before_ms + window.count() > now_ms;
}

std::uint64_t sum(std::span<const QuotaBucket> buckets, milliseconds window, std::int64_t now_ms) {
    std::uint64_t used = 0;
    for (const QuotaBucket& bucket : buckets) {
        used += counts(bucket, window, now_ms) ? bucket.count : 0;
    }
    return used;
}

// When so many buckets have left the window that one unit is free.
std::int64_t
free_at(const Reservation& wish, std::span<const QuotaBucket> buckets, std::uint64_t used) {
    for (const QuotaBucket& bucket : buckets) {
        if (counts(bucket, wish.window, wish.now_ms)) {
            used -= bucket.count;
            if (used < wish.limit) {
                return bucket.used_before_ms + wish.window.count();
            }
        }
    }
    return wish.now_ms;
}

}  // namespace

milliseconds bucket_width(milliseconds window) {
    return std::clamp(window / 1440, milliseconds{1000}, milliseconds{60'000});
}

Grant decide(const Reservation& wish, std::span<const QuotaBucket> buckets) {
    Grant grant{.account = wish.account};
    grant.use_before_ms = use_before(wish);
    if (wish.limit == 0) {
        grant.count = wish.count;
        return grant;
    }
    const std::uint64_t used = sum(buckets, wish.window, wish.now_ms);
    const std::uint64_t left = wish.limit - std::min(used, wish.limit);
    grant.count = std::min(wish.count, left);
    grant.left = left - grant.count;
    if (left == 0) {
        grant.free_at_ms = free_at(wish, buckets, used);
    }
    return grant;
}

QuotaTable::QuotaTable(Database& database)
    : select_{database.prepare(
          "SELECT used_before, count FROM quota WHERE account = ?1 ORDER BY used_before"
      )},
      add_{database.prepare("INSERT INTO quota VALUES(?1, ?2, ?3) "
                            "ON CONFLICT DO UPDATE SET count = count + excluded.count")},
      take_{database.prepare("UPDATE quota SET count = max(count - ?3, 0) "
                             "WHERE account = ?1 AND used_before = ?2")},
      forget_{database.prepare("DELETE FROM quota WHERE account = ?1 AND used_before <= ?2")},
      pull_{database.prepare("INSERT INTO quota SELECT ?1, ?2, sum(count) FROM quota "
                             "WHERE account = ?1 AND used_before > ?3 "
                             "ON CONFLICT DO UPDATE SET count = count + excluded.count")},
      drop_ahead_{database.prepare("DELETE FROM quota WHERE account = ?1 AND used_before > ?2")} {}

bool QuotaTable::read(std::string_view account) {
    buckets_.clear();
    select_.bind(account);
    auto step = select_.step();
    for (; step == Statement::Step::row; step = select_.step()) {
        buckets_.push_back({.used_before_ms = select_.integer(0), .count = select_.count(1)});
    }
    select_.reset();
    return step == Statement::Step::done;
}

bool QuotaTable::pull_back(const Reservation& wish) {
    const std::int64_t limit = wish.now_ms + far_ahead_ms;
    return pull_.bind(wish.account, use_before(wish), limit).run() &&
           drop_ahead_.bind(wish.account, limit).run() && read(wish.account);
}

bool QuotaTable::book(const Reservation& wish, const Grant& grant) {
    const std::int64_t old = wish.now_ms - wish.window.count() - kept_longer_ms;
    return add_.bind(wish.account, grant.use_before_ms, grant.count).run() &&
           forget_.bind(wish.account, old).run();
}

std::optional<Grant> QuotaTable::reserve(const Reservation& wish) {
    if (!read(wish.account)) {
        return std::nullopt;
    }
    const bool ahead =
        !buckets_.empty() && buckets_.back().used_before_ms > wish.now_ms + far_ahead_ms;
    if (ahead && !pull_back(wish)) {
        return std::nullopt;
    }
    Grant grant = decide(wish, buckets_);
    grant.clock_set_back = ahead;
    if (grant.count != 0 && !book(wish, grant)) {
        return std::nullopt;
    }
    return grant;
}

bool QuotaTable::give_back(
    std::string_view account, std::int64_t used_before_ms, std::uint64_t count
) {
    return take_.bind(account, used_before_ms, count).run();
}

std::optional<std::uint64_t>
QuotaTable::used(std::string_view account, milliseconds window, std::int64_t now_ms) {
    if (!read(account)) {
        return std::nullopt;
    }
    return sum(buckets_, window, now_ms);
}

}  // namespace host
