#include "live_sandbox.hpp"
#include "tests/sandbox/tls.hpp"

#include <catch2/catch.hpp>

using namespace sandbox;
using namespace sandbox::test;

TEST_CASE("a client that trusts the CA trusts the server, another one does not") {
    LiveSandbox live(Scheme::https);
    const Client trusting(live.port(), live.ca_pem());
    CHECK(trusting.is_trusted());
    const TlsContext other;
    const Client doubting(live.port(), other.ca_pem());
    CHECK_FALSE(doubting.is_trusted());
}

TEST_CASE("each context makes its own authority") {
    const TlsContext one;
    const TlsContext two;
    CHECK(one.ca_pem() != two.ca_pem());
}
