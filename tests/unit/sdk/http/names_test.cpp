#include "sdk/http/names.hpp"
#include "tests/unit/sdk/http/loopback.hpp"

#include <boost/asio/co_spawn.hpp>

#include <memory>
#include <vector>

namespace {

using Found = std::shared_ptr<const sluice::http::Lookup>;
using sluice::http::Names;
using sluice::http::Operation;
using namespace std::chrono_literals;

const sluice::http::Endpoint endpoint{"localhost", 1, true};

Operation::Time in_a_while() {
    return std::chrono::steady_clock::now() + 30s;
}

// Looks `hosts` up at once.
std::vector<Found>
find_all(Names& names, boost::asio::io_context& context, std::vector<std::string> hosts) {
    std::vector<Found> all(hosts.size());
    std::vector<std::unique_ptr<Operation>> operations;
    for (std::size_t i = 0; i < hosts.size(); ++i) {
        operations.push_back(std::make_unique<Operation>(endpoint, in_a_while()));
        boost::asio::co_spawn(
            context,
            names.find(*operations[i], hosts[i], 80),
            [&all, i](const std::exception_ptr& bug, Found found) {
                REQUIRE_FALSE(bug);
                all[i] = std::move(found);
            }
        );
    }
    context.run();
    return all;
}

}  // namespace

TEST_CASE("a literal address is its own answer") {
    boost::asio::io_context context{1};
    Names names{context.get_executor()};
    const auto found = find_all(names, context, {"127.0.0.1", "::1"});
    REQUIRE(found[0]->addresses.size() == 1);
    CHECK(found[0]->addresses[0].address().to_string() == "127.0.0.1");
    CHECK(found[0]->addresses[0].port() == 80);
    CHECK(found[1]->addresses[0].address().is_v6());
}

TEST_CASE("exchanges that ask for one name at once share its look-up") {
    boost::asio::io_context context{1};
    Names names{context.get_executor()};
    const auto found = find_all(names, context, {"localhost", "localhost", "localhost"});
    REQUIRE(found[0]->finished);
    REQUIRE_FALSE(found[0]->error);
    CHECK(found[0]->addresses[0].address().is_loopback());
    CHECK(found[1] == found[0]);
    CHECK(found[2] == found[0]);
}

TEST_CASE("a name without an address is a failure to resolve that names it") {
    support::HttpCaller caller;
    // RFC 6761: names under .invalid never exist.
    const auto& answer = caller.ask(loopback::secure(443, "nobody.invalid"), loopback::get);
    loopback::check_failed(
        answer, loopback::Kind::resolve, false, "cannot find an address of nobody.invalid:443: "
    );
}

TEST_CASE("an exchange that is stopped does not wait for its look-up") {
    boost::asio::io_context context{1};
    Names names{context.get_executor()};
    Operation operation{endpoint, in_a_while()};
    const std::string host = "localhost";
    Found found;
    boost::asio::co_spawn(
        context,
        names.find(operation, host, 80),
        [&found](const std::exception_ptr& bug, Found result) {
            REQUIRE_FALSE(bug);
            found = std::move(result);
        }
    );
    context.run_one();  // it sleeps now
    operation.stop(loopback::Kind::cancelled);
    context.run();
    REQUIRE(found);
    CHECK(operation.is_stopped());
}
