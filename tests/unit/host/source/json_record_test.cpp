#include "host/source/json_record.hpp"

#include <catch2/catch.hpp>

#include <string>

namespace {

using Kind = host::Node::Kind;

struct Parsed {
    host::Arena arena;
    host::Document document;
    std::optional<host::Rejection> fault;

    explicit Parsed(std::string_view text) {
        host::JsonRecordParser parser;
        fault = parser.parse(arena.copy(text), 7, arena, document);
    }
};

std::string message(std::string_view text) {
    const Parsed parsed{text};
    REQUIRE(parsed.fault);
    CHECK(parsed.document.empty());
    return parsed.fault->message;
}

std::string code(std::string_view text) {
    const Parsed parsed{text};
    return parsed.fault ? parsed.fault->code : "";
}

// The document as an outline: kind letter, key, text, children in brackets.
std::string outline(const host::Document& document, std::uint32_t at = 0) {
    const host::Node& node = document.nodes()[at];
    std::string out{"nbdsao"[static_cast<std::size_t>(node.kind)]};
    out += '(';
    out += node.key;
    out += '=';
    out += node.text;
    for (std::uint32_t child = at + 1; child < node.next; child = document.nodes()[child].next) {
        out += ' ' + outline(document, child);
    }
    return out + ')';
}

}  // namespace

TEST_CASE("an object becomes a tape of nodes in document order") {
    const Parsed parsed{R"( {"a":1,"b":{"c":[true,null,"x"],"d":{}},"e":false} )"};
    REQUIRE_FALSE(parsed.fault);
    CHECK(
        outline(parsed.document) == "o(= d(a=1) o(b= a(c= b(=true) n(=) s(=x)) o(d=)) b(e=false))"
    );
}

TEST_CASE("a number keeps its literal text") {
    const auto number = GENERATE(
        as<std::string>{},
        "1.10",
        "0",
        "-0",
        "-0.0",
        "1e3",
        "1E+03",
        "123456789012345678901234567890",
        "0.1000000000000000000000000000000000000000001",
        "9223372036854775807",
        "18446744073709551615",
        "-9223372036854775808",
        "1e400",
        "1.5e-400"
    );
    const Parsed parsed{"{\"n\":" + number + "}"};
    REQUIRE_FALSE(parsed.fault);
    CHECK(parsed.document.nodes()[1].kind == Kind::number);
    CHECK(parsed.document.nodes()[1].text == number);
    const Parsed in_array{"{\"n\":[" + number + " ," + number + "]}"};
    CHECK(in_array.document.nodes()[2].text == number);
    CHECK(in_array.document.nodes()[3].text == number);
}

TEST_CASE("a number of a thousand digits keeps them all") {
    const std::string number = std::string(1000, '7') + "." + std::string(1000, '3');
    const Parsed parsed{"{\"n\":" + number + "}"};
    REQUIRE_FALSE(parsed.fault);
    CHECK(parsed.document.nodes()[1].text == number);
}

TEST_CASE("strings without escapes stay views into the text") {
    host::Arena arena;
    host::Document document;
    host::JsonRecordParser parser;
    const std::string text = R"({"name":"Zürich","empty":""})";
    REQUIRE_FALSE(parser.parse(text, 1, arena, document));
    CHECK(document.nodes()[1].text == "Zürich");
    CHECK(document.nodes()[1].text.data() == text.data() + 9);
    CHECK(document.nodes()[1].key.data() == text.data() + 2);
    CHECK(document.nodes()[2].text.empty());
}

TEST_CASE("escapes are decoded, wherever they stand in a string or a name") {
    struct Row {
        const char* written;
        std::string meant;
    };
    const auto row = GENERATE(
        Row{R"(\n)", "\n"},
        Row{R"(\u00e9)", "é"},
        Row{R"(\u00e9bc)", "ébc"},
        Row{R"(abc\u00e9)", "abcé"},
        Row{R"(a\"b\\c\/d\b\f\r\t)", "a\"b\\c/d\b\f\r\t"},
        Row{R"(\ud83d\ude00)", "\xF0\x9F\x98\x80"},
        Row{R"(a\u0000b)", std::string("a\0b", 3)},
        Row{R"(é\né)", "é\né"}
    );
    const Parsed parsed{
        std::string{"{\"k"} + row.written + "\":\"" + row.written + "\",\"z\":\"after\"}"};
    REQUIRE_FALSE(parsed.fault);
    CHECK(parsed.document.nodes()[1].key == "k" + row.meant);
    CHECK(parsed.document.nodes()[1].text == row.meant);
    CHECK(parsed.document.nodes()[2].text == "after");
}

TEST_CASE("a long string with escapes is decoded whole") {
    std::string written;
    std::string meant;
    for (int i = 0; i < 20'000; ++i) {
        written += R"(x\ny)";
        meant += "x\ny";
    }
    const Parsed parsed{"{\"a\":\"" + written + "\"}"};
    REQUIRE_FALSE(parsed.fault);
    CHECK(parsed.document.nodes()[1].text == meant);
}

TEST_CASE("members with the same name both stay in the document") {
    const Parsed parsed{R"({"a":1,"a":2})"};
    CHECK(outline(parsed.document) == "o(= d(a=1) d(a=2))");
}

TEST_CASE("a parser is as good as new after a faulty line") {
    host::Arena arena;
    host::Document document;
    host::JsonRecordParser parser;
    CHECK(parser.parse(R"({"a":[1,{"b\n":)", 1, arena, document));
    CHECK(parser.parse(R"({"a":"half \n)", 2, arena, document));
    REQUIRE_FALSE(parser.parse(R"({"a":"x\ty"})", 3, arena, document));
    CHECK(outline(document) == "o(= s(a=x\ty))");
}

TEST_CASE("nesting of 64 passes, of 65 does not") {
    const auto nested = [](std::size_t depth) {
        return "{\"a\":" + std::string(depth - 1, '[') + std::string(depth - 1, ']') + "}";
    };
    CHECK(code(nested(64)).empty());
    CHECK(code(nested(65)) == "bad_json");
    CHECK(
        message(nested(65)) ==
        "line 7, column 69: expected arrays and objects nested at most 64 deep, found ["
    );
}

TEST_CASE("what is no object is a rejection with line, column, and no data") {
    struct Row {
        const char* text;
        const char* message;
    };
    const auto row = GENERATE(
        Row{"[1]", "line 7, column 1: expected an object {...}, found an array"},
        Row{"\"secret\"", "line 7, column 1: expected an object {...}, found a string"},
        Row{"42", "line 7, column 1: expected an object {...}, found a number"},
        Row{"null", "line 7, column 1: expected an object {...}, found null"},
        Row{"secret", "line 7, column 1: expected an object {...}, found a letter"},
        Row{R"({"a":1)",
            "line 7, column 7: expected the object to be closed, found the end of the line"},
        Row{R"({"a":1} x)", "line 7, column 9: expected nothing behind the object, found a letter"},
        Row{R"({"a":1}{"b":2})", "line 7, column 8: expected nothing behind the object, found {"},
        Row{R"({a:1})",
            "line 7, column 2: expected a member's name in double quotes, or }, found a letter"},
        Row{R"({"a":})", "line 7, column 6: expected a value, found }"},
        Row{R"({"a":1,})", "line 7, column 8: expected a further member or value, found }"},
        Row{R"({"a" 1})",
            "line 7, column 6: expected a comma, a colon or a closing bracket, found a digit"},
        Row{R"({"a":'x'})", "line 7, column 6: expected a value, found '"},
        Row{R"({"a":[,]})", "line 7, column 7: expected a value, or ], found ,"}
    );
    CHECK(message(row.text) == row.message);
    CHECK(code(row.text) == "bad_json");
}

TEST_CASE("faults inside strings and numbers are bad JSON too") {
    const auto text = GENERATE(
        as<std::string>{},
        R"({"a":"\x"})",
        R"({"a":"\u12"})",
        R"({"a":"\ud800"})",
        R"({"a":"\ud800\u0041"})",
        "{\"a\":\"raw\ttab\"}",
        R"({"a":01})",
        R"({"a":1.})",
        R"({"a":-})",
        R"({"a":+1})",
        R"({"a":tru})",
        R"({"a":NaN})",
        R"({"a":1e99999999999999})",
        R"({"a":"never closed)",
        "{",
        "{\"a",
        "",
        R"({"a":1 /*x*/})"
    );
    CHECK(code(text) == "bad_json");
}

TEST_CASE("a raw NUL is refused, an escaped one is a character") {
    CHECK(code(std::string("{\"a\":\"\0\"}", 9)) == "bad_json");
    CHECK(code(std::string("{\"a\":1}\0", 8)) == "bad_json");
    CHECK(code(R"({"a":"\u0000"})").empty());
}

TEST_CASE("bytes that are no UTF-8 are called so") {
    CHECK(code("{\"a\":\"\xFF\"}") == "bad_utf8");
    CHECK(code("{\"a\":\"\xC3\"}") == "bad_utf8");
    CHECK(code("{\"\xED\xA0\x80\":1}") == "bad_utf8");
    CHECK(code("{\"a\":\"x\\n\xC0\xAF\"}") == "bad_utf8");
    CHECK(
        message("{\"a\":\"\xFF\"}") ==
        "line 7: expected UTF-8, found bytes that are not; convert the file (iconv -t UTF-8)"
    );
}
