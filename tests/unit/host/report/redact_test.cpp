#include "host/report/redact.hpp"

#include <catch2/catch.hpp>

#include <string>

using host::Redactor;
using namespace std::string_literals;

namespace {

std::string redacted(std::string_view secret, std::string_view text) {
    Redactor redactor;
    redactor.add(secret);
    return redactor.redacted(text);
}

}  // namespace

TEST_CASE("a secret is taken out in each form in which it may be written") {
    const struct {
        const char* form;
        std::string secret;
        std::string text;
        std::string left;
    } rows[] = {
        {"plain", "p8e-s3cret", "use p8e-s3cret now p8e-s3cret", "use *** now ***"},
        {"percent", "a+b/c d=ü", "q=a%2Bb%2Fc%20d%3D%C3%BC&x=1", "q=***&x=1"},
        {"percent, small hex", "a+b/c d=ü", "q=a%2bb%2fc%20d%3d%c3%bc&x=1", "q=***&x=1"},
        {"form", "a+b/c d~*", "q=a%2Bb%2Fc+d%7E*", "q=***"},
        {"encodeURIComponent", "a+b!c (d)", "q=a%2Bb!c%20(d)", "q=***"},
        {"base64", "p8e-s3cret!", "key cDhlLXMzY3JldCE= end", "key ***E= end"},
        {"base64, whole groups", "p8e-s3cret12", "key cDhlLXMzY3JldDEy end", "key *** end"},
        {"base64 for URLs", "\xfb\xff\xfe~~~", "key -__-fn5-", "key ***"},
        {"base64 behind one byte", "p8e-s3cret", "Basic OnA4ZS1zM2NyZXQ=", "Basic On***Q="},
        {"base64 behind two bytes", "p8e-s3cret", "Basic YTpwOGUtczNjcmV0", "Basic YTp***"},
        {"JSON", "a\"b\\c\n\x01", R"({"s":"a\"b\\c\n\u0001"})", R"({"s":"***"})"},
        {"JSON, control characters by number",
         "a\tb\x7f\n",
         R"({"s":"a\u0009b\u007f\u000A"})",
         R"({"s":"***"})"},
        {"JSON, ASCII alone", "pässwörd", R"({"s":"p\u00e4ssw\u00F6rd"})", R"({"s":"***"})"},
        {"JSON, for HTML", "a<b>&c", R"({"s":"a\u003cb\u003e\u0026c"})", R"({"s":"***"})"},
        {"JSON with \\/", "ab/cd", R"({"s":"ab\/cd"})", R"({"s":"***"})"},
    };
    for (const auto& row : rows) {
        INFO(row.form);
        CHECK(redacted(row.secret, row.text) == row.left);
    }
}

TEST_CASE("text without a secret stays as it is") {
    CHECK(redacted("p8e-s3cret", "nothing to see, p8e-s3cre") == "nothing to see, p8e-s3cre");
    CHECK(Redactor{}.redacted("p8e-s3cret") == "p8e-s3cret");
    CHECK(redacted("p8e-s3cret", "").empty());
}

TEST_CASE("a secret within another does not leave the rest of the longer one behind") {
    Redactor redactor;
    redactor.add("abcd");
    redactor.add("abcdefgh");
    CHECK(redactor.redacted("x abcdefgh y abcd z") == "x *** y *** z");
}

TEST_CASE("secrets that overlap in a text leave nothing of either") {
    Redactor redactor;
    redactor.add("abcdef");
    redactor.add("efghij");
    redactor.add("ef g\n");
    CHECK(redactor.redacted("x abcdefghij y") == "x *** y");
    CHECK(redactor.redacted(R"(x abcdef g\n y)") == "x *** y");
}

TEST_CASE("secrets that are shorter than four bytes are not looked for") {
    CHECK(redacted("abc", "abcabc") == "abcabc");
    CHECK(redacted("", "abc") == "abc");
    CHECK(redacted("abcd", "abcdabcd") == "******");
}

TEST_CASE("the same secret may be handed out many times") {
    Redactor redactor;
    for (int i = 0; i < 3; ++i) {
        redactor.add("p8e-s3cret");
    }
    std::string text = "p8e-s3cret";
    redactor.redact(text);
    CHECK(text == "***");
}
