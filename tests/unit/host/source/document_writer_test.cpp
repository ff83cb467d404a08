#include "host/source/document_writer.hpp"

#include <catch2/catch.hpp>

#include <string>

TEST_CASE("a string in one piece within the text is a view, one from elsewhere a copy") {
    const std::string text = R"({"k":"value"})";
    host::Arena arena;
    host::Document document;
    host::DocumentWriter writer;
    host::DocumentWriter::Error error;
    writer.aim(text, arena, document);
    const std::string_view inside = std::string_view{text}.substr(6, 5);
    std::string elsewhere = "value";
    writer.on_object_begin(error);
    writer.on_string(inside, inside.size(), error);
    writer.on_string(elsewhere, elsewhere.size(), error);
    writer.on_string_part("val", 3, error);
    writer.on_string("ue", 5, error);
    writer.on_object_end(3, error);
    elsewhere = "other";
    const auto& nodes = document.nodes();
    REQUIRE(nodes.size() == 4);
    CHECK(nodes[0].next == 4);
    CHECK(nodes[1].text.data() == inside.data());
    CHECK(nodes[2].text == "value");
    CHECK(nodes[3].text == "value");
}

TEST_CASE("a name belongs to the value behind it alone") {
    host::Arena arena;
    host::Document document;
    host::DocumentWriter writer;
    host::DocumentWriter::Error error;
    writer.aim("", arena, document);
    writer.on_object_begin(error);
    writer.on_key_part("lo", 2, error);
    writer.on_key("ng", 4, error);
    writer.on_array_begin(error);
    writer.on_bool(true, error);
    writer.on_array_end(1, error);
    writer.on_null(error);
    writer.on_object_end(2, error);
    const auto& nodes = document.nodes();
    REQUIRE(nodes.size() == 4);
    CHECK(nodes[1].key == "long");
    CHECK(nodes[1].next == 3);
    CHECK(nodes[2].key.empty());
    CHECK(nodes[2].text == "true");
    CHECK(nodes[3].kind == host::Node::Kind::null);
}
