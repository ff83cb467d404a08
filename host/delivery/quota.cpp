#include "host/delivery/quota.hpp"

#include <algorithm>
#include <utility>

namespace host {

void Quota::change(QuotaLimit limit) {
    if (limit.window != limit_.window) {
        window_ = RollingWindow{limit.window};  // the state still counts what was sent before
    }
    limit_ = limit;
    denied_until_ = UnixTime{0};
}

std::uint64_t Quota::units(UnixTime now) const {
    std::uint64_t sum = 0;
    for (const QuotaBlock& block : blocks_) {
        sum += block.use_before > now ? block.count : 0;
    }
    return sum;
}

bool Quota::can_take(UnixTime now) {
    return units(now) > 0 && window_.count(now) < limit_.limit;
}

bool Quota::is_full(UnixTime now) {
    return window_.count(now) + units(now) >= limit_.limit;
}

bool Quota::take(UnixTime now) {
    if (!is_limited()) {
        return true;
    }
    needed_ = true;
    if (!can_take(now)) {
        return false;
    }
    const auto block = std::find_if(blocks_.begin(), blocks_.end(), [now](const QuotaBlock& b) {
        return b.use_before > now;
    });
    spent_from_ = block->use_before;
    if (--block->count == 0) {
        blocks_.erase(block);
    }
    window_.add(1, now);
    ++spent_;
    return true;
}

void Quota::put_back(UnixTime now) {
    if (!is_limited()) {
        return;
    }
    window_.take_back(1, now);
    --spent_;
    if (!blocks_.empty() && blocks_.front().use_before == spent_from_) {
        ++blocks_.front().count;
    } else {
        blocks_.insert(blocks_.begin(), {1, spent_from_});
    }
}

std::optional<std::uint64_t> Quota::wish(UnixTime now) {
    const bool is_low = units(now) < block_units / 2;
    if (!is_limited() || !needed_ || !is_low || awaiting_ || denied_until_ > now || is_full(now)) {
        return std::nullopt;
    }
    needed_ = false;
    awaiting_ = true;
    return std::min(block_units, limit_.limit - window_.count(now) - units(now));
}

void Quota::grant(QuotaBlock block) {
    awaiting_ = false;
    if (block.count > 0) {
        blocks_.push_back(block);
    }
}

void Quota::deny(UnixTime free_at) {
    awaiting_ = false;
    denied_until_ = free_at;
}

std::vector<QuotaBlock> Quota::take_expired(UnixTime now) {
    std::vector<QuotaBlock> expired;
    std::erase_if(blocks_, [&](const QuotaBlock& block) {
        const bool is_over = block.use_before <= now;
        if (is_over) {
            expired.push_back(block);
        }
        return is_over;
    });
    return expired;
}

std::vector<QuotaBlock> Quota::take_unused() {
    return std::exchange(blocks_, {});
}

bool Quota::is_exhausted(UnixTime now) {
    return is_limited() && !awaiting_ && !can_take(now) && (denied_until_ > now || is_full(now));
}

UnixTime Quota::when_free(UnixTime now) {
    if (!is_exhausted(now)) {
        return now;
    }
    return std::max(denied_until_, is_full(now) ? window_.next_expiry(now) : now);
}

}  // namespace host
