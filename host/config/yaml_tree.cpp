#include "host/config/yaml_tree.hpp"

#include "host/config/text_fault.hpp"
#include "host/manifest/schema_words.hpp"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/mark.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <map>
#include <sstream>
#include <utility>

namespace host {
namespace {

// Ends the reading from inside the library's callbacks.
struct Stop {
    Issue why;
};

struct Extent {
    std::size_t nodes = 1;
    std::size_t levels = 0;  // of maps and lists
};

Extent extent(const YamlNode& node) {
    bool is_container = node.kind == YamlNode::Kind::map || node.kind == YamlNode::Kind::list;
    Extent all{1 + node.keys.size(), 0};
    for (const YamlNode& item : node.items) {
        Extent one = extent(item);
        all.nodes += one.nodes;
        all.levels = std::max(all.levels, one.levels);
    }
    all.levels += is_container ? 1 : 0;
    return all;
}

bool is_text(const YamlNode& node) {
    return node.kind == YamlNode::Kind::plain || node.kind == YamlNode::Kind::quoted;
}

class TreeBuilder final : public YAML::EventHandler {
public:
    TreeBuilder(std::string_view file, YamlFile& to) : file_{file}, to_{to} {}

    void OnDocumentStart(const YAML::Mark& mark) override {
        if (std::exchange(begun_, true)) {
            stop(
                at(mark),
                "expected one YAML document, found a second one: make it a file of its own"
            );
        }
    }
    void OnDocumentEnd() override {}
    void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        add({YamlNode::Kind::null, "", at(mark), {}, {}}, anchor);
    }
    void OnAlias(const YAML::Mark& mark, YAML::anchor_t anchor) override {
        auto known = anchors_.find(anchor);
        if (known == anchors_.end()) {
            stop(
                at(mark),
                "expected an alias of something that is complete, found one of what it stands in"
            );
        }
        Extent size = extent(known->second);
        grow(at(mark), size);
        put(known->second);
    }
    void OnScalar(
        const YAML::Mark& mark,
        const std::string& tag,
        YAML::anchor_t anchor,
        const std::string& text
    ) override {
        bool quoted = tag == "!" || tag == "tag:yaml.org,2002:str";
        if (!quoted) {
            refuse_tag(mark, tag);
        }
        auto kind = quoted ? YamlNode::Kind::quoted : YamlNode::Kind::plain;
        add({kind, text, at(mark), {}, {}}, anchor);
    }
    void OnSequenceStart(
        const YAML::Mark& mark,
        const std::string& tag,
        YAML::anchor_t anchor,
        YAML::EmitterStyle::value
    ) override {
        refuse_tag(mark, tag);
        open(YamlNode::Kind::list, mark, anchor);
    }
    void OnSequenceEnd() override { close(); }
    void OnMapStart(
        const YAML::Mark& mark,
        const std::string& tag,
        YAML::anchor_t anchor,
        YAML::EmitterStyle::value
    ) override {
        refuse_tag(mark, tag);
        open(YamlNode::Kind::map, mark, anchor);
    }
    void OnMapEnd() override { close(); }

    Mark at(const YAML::Mark& mark) const {
        if (mark.is_null()) {
            return {std::string{file_}, 0, 0};
        }
        return {
            std::string{file_},
            static_cast<std::size_t>(mark.line) + 1,
            static_cast<std::size_t>(mark.column) + 1};
    }

private:
    struct Open {
        YamlNode node;
        YAML::anchor_t anchor = YAML::NullAnchor;
        std::map<std::string, Mark> seen;  // keys of a map
    };

    [[noreturn]] static void stop(Mark mark, std::string text) {
        throw Stop{{Issue::Severity::error, std::move(mark), std::move(text)}};
    }
    void complain(const Mark& mark, std::string text) {
        to_.issues.push_back({Issue::Severity::error, mark, std::move(text)});
    }
    void refuse_tag(const YAML::Mark& mark, const std::string& tag) {
        if (!tag.empty() && tag != "?" && tag != "!" && !tag.starts_with("tag:yaml.org,2002:")) {
            complain(
                at(mark), "expected a value without a tag, found a tag: leave out the word with '!'"
            );
        }
    }

    // The limits keep a few lines of aliases from becoming a tree without end.
    void grow(const Mark& mark, Extent by) {
        nodes_ += by.nodes;
        if (nodes_ > max_yaml_nodes) {
            stop(
                mark, "expected at most " + std::to_string(max_yaml_nodes) + " values, found more"
            );
        }
        if (open_.size() + by.levels > max_yaml_nesting) {
            stop(
                mark, "expected at most " + std::to_string(max_yaml_nesting) + " levels, found more"
            );
        }
    }
    void open(YamlNode::Kind kind, const YAML::Mark& mark, YAML::anchor_t anchor) {
        grow(at(mark), {1, 1});
        open_.push_back({{kind, "", at(mark), {}, {}}, anchor, {}});
    }
    void close() {
        Open done = std::move(open_.back());
        open_.pop_back();
        remember(done.node, done.anchor);
        put(std::move(done.node));
    }
    void add(YamlNode node, YAML::anchor_t anchor) {
        grow(node.at, {});
        remember(node, anchor);
        put(std::move(node));
    }
    void remember(const YamlNode& node, YAML::anchor_t anchor) {
        if (anchor != YAML::NullAnchor) {
            grow(node.at, {extent(node).nodes, 0});
            anchors_[anchor] = node;
        }
    }
    void put(YamlNode node) {
        if (open_.empty()) {
            to_.root = std::move(node);
            return;
        }
        Open& in = open_.back();
        if (in.node.kind == YamlNode::Kind::map && in.node.keys.size() == in.node.items.size()) {
            judge_key(in, node);
            in.node.keys.push_back(std::move(node));
        } else {
            in.node.items.push_back(std::move(node));
        }
    }
    void judge_key(Open& in, const YamlNode& key) {
        if (!is_text(key)) {
            const Mark& mark = key.kind == YamlNode::Kind::null ? in.node.at : key.at;
            complain(mark, "expected a name as key, found " + kind_of(key));
            return;
        }
        if (key.kind == YamlNode::Kind::plain && key.text == "<<") {
            complain(
                key.at, "expected the keys themselves, found the merge key '<<': write them out"
            );
        }
        auto [first, added] = in.seen.emplace(key.text, key.at);
        if (!added) {
            complain(
                key.at,
                "expected each key once, found " + in_quotes(key.text) + " again (first in line " +
                    std::to_string(first->second.line) + ")"
            );
        }
    }
    static std::string kind_of(const YamlNode& node) {
        bool container = node.kind == YamlNode::Kind::map || node.kind == YamlNode::Kind::list;
        return !container ? "nothing" : node.kind == YamlNode::Kind::map ? "a map" : "a list";
    }

    std::string_view file_;
    YamlFile& to_;
    bool begun_ = false;
    std::size_t nodes_ = 0;
    std::vector<Open> open_;
    std::map<YAML::anchor_t, YamlNode> anchors_;
};

// The library repeats the name of an unknown anchor, and a word that begins with * may be a
// password.
std::string syntax_in_words(const YAML::Exception& error) {
    bool has_name = error.msg.starts_with(YAML::ErrorMsg::UNKNOWN_ANCHOR);
    std::string words = has_name ? "an alias (*word) without an anchor (&word): text that begins "
                                   "with * needs quotes"
                                 : "a syntax error: " + error.msg;
    return "expected YAML, found " + words;
}

}  // namespace

YamlFile read_yaml(std::string_view text, std::string_view file) {
    YamlFile result;
    if (text.size() > max_yaml_bytes) {
        Mark whole{std::string{file}, 0, 0};
        result.issues.push_back(
            {Issue::Severity::error, whole, "expected at most 1 MiB, found more"}
        );
        return result;
    }
    if (std::optional<Issue> fault = text_fault(text, file)) {
        result.issues.push_back(*std::move(fault));
        return result;
    }
    TreeBuilder builder{file, result};
    try {
        // Behind a line end the library does not notice that a quote is still open at the end of
        // the file.
        std::string_view trimmed = text.substr(0, text.find_last_not_of(" \t\r\n") + 1);
        std::istringstream stream{std::string{trimmed}};
        YAML::Parser parser{stream};
        // Twice at most: the library may report documents without end (its LoadAll never returns
        // from ",/=\xC8").
        if (parser.HandleNextDocument(builder)) {
            parser.HandleNextDocument(builder);
        }
        return result;
    } catch (const Stop& stop) {
        result.issues.push_back(stop.why);
    } catch (const YAML::Exception& error) {
        result.issues.push_back(
            {Issue::Severity::error, builder.at(error.mark), syntax_in_words(error)}
        );
    }
    result.root.reset();
    return result;
}

}  // namespace host
