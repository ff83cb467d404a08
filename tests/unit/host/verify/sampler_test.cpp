#include "host/verify/sampler.hpp"
#include "tests/support/slots.hpp"

#include <sluice/text.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <string>

namespace {

using namespace std::chrono_literals;
using host::Sampler;

host::SamplerTerms all_after(std::chrono::nanoseconds delay) {
    host::SamplerTerms terms;
    terms.share = 1;
    terms.delay = delay;
    return terms;
}

// An update of that user with one slot.
struct Delivered {
    Delivered(host::UserKey user, std::string tier) : text{std::move(tier)} {
        values[0] = slots::text(text);
        slots.values = values;
        slots.keys = {user, 0};
    }
    Delivered(const Delivered&) = delete;
    Delivered& operator=(const Delivered&) = delete;
    std::string text;
    std::array<sluice_value, 1> values{};
    host::Slots slots;
};

std::string tier_of(const Sampler::Sample& sample) {
    return std::string{sluice::to_view(sample.update->values()[0])};
}

}  // namespace

TEST_CASE("what is chosen is due after the delay, the oldest first") {
    Sampler sampler{all_after(10s)};
    const Delivered one{1, "gold"};
    const Delivered two{2, "silver"};
    sampler.delivered(one.slots, "a", 100s);
    sampler.delivered(two.slots, "b", 101s);

    CHECK(!sampler.take_due(109s));
    CHECK(sampler.next_due() == 110s);
    const auto first = sampler.take_due(110s);
    REQUIRE(first);
    CHECK(first->user == 1);
    CHECK(tier_of(*first) == "gold");
    CHECK(!sampler.take_due(110s));
    CHECK(sampler.waiting() == 1);
    CHECK(sampler.take_due(Sampler::Time::max()));
    CHECK(sampler.waiting_bytes() == 0);
}

TEST_CASE("a share of nothing keeps nothing, and a share is about that much") {
    host::SamplerTerms none = all_after(0s);
    none.share = 0;
    host::SamplerTerms tenth = all_after(0s);
    tenth.share = 0.1;
    tenth.seed = 7;
    tenth.most_kept = 100'000;
    tenth.most_bytes = 1 << 30;
    Sampler off{none};
    Sampler some{tenth};
    CHECK(!off.is_on());
    for (std::uint64_t user = 1; user <= 20'000; ++user) {
        const Delivered update{user, "gold"};
        off.delivered(update.slots, "", 0s);
        some.delivered(update.slots, "", 0s);
    }
    CHECK(off.waiting() == 0);
    CHECK(some.waiting() > 1'800);
    CHECK(some.waiting() < 2'200);
}

TEST_CASE("a newer update of the user takes the place of the one that waits") {
    Sampler sampler{all_after(10s)};
    const Delivered older{1, "gold"};
    const Delivered newer{1, "platinum"};
    sampler.delivered(older.slots, "a", 0s);
    sampler.delivered(newer.slots, "b", 5s);

    CHECK(sampler.waiting() == 1);
    CHECK(!sampler.take_due(10s));
    const auto sample = sampler.take_due(15s);
    REQUIRE(sample);
    CHECK(tier_of(*sample) == "platinum");
}

TEST_CASE("a newer update that comes while its user is asked about makes the answer say nothing") {
    Sampler sampler{all_after(0s)};
    const Delivered asked{1, "gold"};
    const Delivered other{2, "gold"};
    sampler.delivered(asked.slots, "", 0s);
    sampler.delivered(other.slots, "", 0s);
    REQUIRE(sampler.take_due(0s));
    REQUIRE(sampler.take_due(0s));
    const Delivered newer{1, "platinum"};
    sampler.delivered(newer.slots, "", 1s);

    CHECK(sampler.answered(1));
    CHECK(!sampler.answered(2));
    CHECK(!sampler.answered(3));
}

TEST_CASE("updates without a user are kept each for itself") {
    Sampler sampler{all_after(0s)};
    const Delivered nobody{0, "gold"};
    sampler.delivered(nobody.slots, "", 0s);
    sampler.delivered(nobody.slots, "", 0s);
    CHECK(sampler.waiting() == 2);
    REQUIRE(sampler.take_due(0s));
    CHECK(!sampler.answered(0));
}

TEST_CASE("copies are bounded by number and by bytes, and what has no room is counted") {
    host::SamplerTerms terms = all_after(10s);
    terms.most_kept = 2;
    Sampler few{terms};
    terms.most_kept = 100;
    terms.most_bytes = 1000;
    Sampler small{terms};
    const std::string big(600, 'x');
    for (std::uint64_t user = 1; user <= 3; ++user) {
        const Delivered update{user, big};
        few.delivered(update.slots, "", 0s);
        small.delivered(update.slots, "", 0s);
    }
    CHECK(few.waiting() == 2);
    CHECK(few.take_left_out() == 1);
    CHECK(few.take_left_out() == 0);
    CHECK(small.waiting() == 1);
    CHECK(small.waiting_bytes() <= 1000);
    CHECK(small.take_left_out() == 2);
    CHECK(small.drop_all() == 1);
    CHECK(small.waiting_bytes() == 0);
    CHECK(!small.next_due());
}
