#include "host/frame/flat_spec.hpp"

#include <sluice/text.hpp>

#include <catch2/catch.hpp>

#include <array>
#include <string>

namespace {

sluice_field field(std::string_view name, sluice_value constant = {}) {
    return {sluice::to_str(name), SLUICE_T_STR, SLUICE_FF_REQUIRED, constant};
}

std::string frame() {
    sluice_value truth{SLUICE_T_BOOL, 0, {}};
    truth.u.i = 1;
    const std::array fields{
        field("user"), field("source", {SLUICE_T_STR, 3, {"crm"}}), field("active", truth)};
    std::string out;
    host::write_spec(
        out,
        host::FrameKind::init,
        {sizeof(sluice_spec),
         3,
         sluice::to_str("put"),
         sluice::to_str(R"({"name":"acme"})"),
         sluice::to_str("{}"),
         fields.data()}
    );
    return out;
}

std::span<const std::byte> body(const std::string& frame) {
    return std::as_bytes(std::span{frame}).subspan(sizeof(host::FrameHeader));
}

}  // namespace

TEST_CASE("a spec comes out of its frame as it went in, constants too") {
    host::FlatSpec flat;
    {
        const std::string gone = frame();
        REQUIRE(flat.read(body(gone)));
    }
    const sluice_spec spec = flat.to_c();
    CHECK(sluice::to_view(spec.action) == "put");
    CHECK(sluice::to_view(spec.config_json) == R"({"name":"acme"})");
    REQUIRE(spec.n_fields == 3);
    CHECK(sluice::to_view(spec.fields[0].name) == "user");
    CHECK(spec.fields[0].flags == SLUICE_FF_REQUIRED);
    CHECK(spec.fields[0].constant.type == SLUICE_T_ABSENT);
    CHECK(sluice::to_view(spec.fields[1].constant) == "crm");
    CHECK(spec.fields[2].constant.u.i == 1);
}

TEST_CASE("a spec that is cut anywhere is refused") {
    const std::string whole = frame();
    for (std::size_t length = 0; length < body(whole).size(); length += 8) {
        host::FlatSpec flat;
        CAPTURE(length);
        CHECK_FALSE(flat.read(body(whole).first(length)));
    }
}
