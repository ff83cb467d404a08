#include "adobe_target/api/check_fault.hpp"
#include "adobe_target/api/outcomes.hpp"

#include <catch2/catch.hpp>

using namespace adobe_target;  // NOLINT(google-build-using-namespace)

TEST_CASE("a refusal of IMS points at the parameter that it names") {
    CHECK(
        config_path(auth_failed({.code = "ims_refused", .message = "x: invalid client_id parameter"}
        )) == "/config/client_id"
    );
    CHECK(
        config_path(
            auth_failed({.code = "ims_refused", .message = "x: invalid client_secret parameter"})
        ) == "/config/client_secret"
    );
}

TEST_CASE("every other fault points at its setting, or at none") {
    CHECK(config_path(paused({.code = "misrouted"}, look_again)) == "/config/client_code");
    CHECK(config_path(paused({.code = "certificate"}, look_again)) == "/config/tls");
    CHECK(config_path(auth_failed({.code = "profile_token_refused"})) == "/config/profile_auth");
    CHECK(config_path(retry({.code = "timeout"})).empty());
}

TEST_CASE("credentials, settings and outages are told apart") {
    CHECK(check_code(auth_failed({.code = "ims_refused"})) == SLUICE_E_AUTH);
    CHECK(check_code(paused({.code = "misrouted"}, look_again)) == SLUICE_E_INVALID);
    CHECK(check_code(rejected({.code = "refused"})) == SLUICE_E_INVALID);
    CHECK(check_code(retry({.code = "unreachable"})) == SLUICE_E_UNAVAILABLE);
}
