#include <sluice/text/json_text.hpp>

#include <boost/json/parse.hpp>
#include <catch2/catch.hpp>

using sluice::append_json_string;

namespace {

std::string written(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

}  // namespace

TEST_CASE("quotes, backslashes and control characters are escaped, all else stands as it is") {
    CHECK(written("a\"b\\c") == R"("a\"b\\c")");
    CHECK(written("\r\n\t\x01\x1f") == R"("\r\n\t\u0001\u001f")");
    CHECK(written("é€😀") == "\"é€😀\"");
    CHECK(written("") == "\"\"");
}

TEST_CASE("a JSON parser reads back every text that was written") {
    for (const std::string& text :
         {std::string{"a+b&c=d#e%20f/é\r\n"},
          std::string{"\0x", 2},
          std::string{"😀\"}],{"},
          std::string{"\x7f\b\f"}}) {
        const auto value = boost::json::parse(written(text));
        CHECK(std::string{value.get_string().c_str(), value.get_string().size()} == text);
    }
}
