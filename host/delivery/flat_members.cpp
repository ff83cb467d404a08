#include "host/delivery/flat_members.hpp"

#include <algorithm>

namespace host {
namespace {

// Reads one object from its front on; `good` is false once the text is none.
class Scanner {
public:
    explicit Scanner(std::string_view text) : text_{text} {}

    bool is_good() const { return good_; }
    bool is_at_end() {
        skip_space();
        return at_ == text_.size();
    }

    bool accept(char c) {
        skip_space();
        const bool found = at_ < text_.size() && text_[at_] == c;
        at_ += found ? 1 : 0;
        return found;
    }
    void expect(char c) { good_ = accept(c) && good_; }

    FlatMember member() {
        skip_space();
        const std::size_t begin = at_;
        FlatMember member;
        member.name = string();
        expect(':');
        skip_space();
        if (at_ < text_.size() && text_[at_] == '"') {
            string();
        } else {
            bare();
        }
        member.text = text_.substr(begin, at_ - begin);
        return member;
    }

private:
    void skip_space() { at_ = std::min(text_.find_first_not_of(" \t\r\n", at_), text_.size()); }

    std::string_view string() {
        const std::size_t begin = at_;
        expect('"');
        while (at_ < text_.size() && text_[at_] != '"') {
            at_ += text_[at_] == '\\' ? 2 : 1;
        }
        at_ = std::min(at_, text_.size());
        good_ = at_ < text_.size() && good_;
        at_ += good_ ? 1 : 0;
        return text_.substr(begin, at_ - begin);
    }

    // A number, true, false or null.
    void bare() {
        const std::size_t end = std::min(text_.find_first_of(" \t\r\n,{}[]\":", at_), text_.size());
        good_ = end != at_ && good_;
        at_ = end;
    }

    std::string_view text_;
    std::size_t at_ = 0;
    bool good_ = true;
};

}  // namespace

std::optional<std::vector<FlatMember>> flat_members(std::string_view object) {
    Scanner scanner{object};
    std::vector<FlatMember> members;
    scanner.expect('{');
    if (scanner.is_good() && !scanner.accept('}')) {
        do {
            members.push_back(scanner.member());
        } while (scanner.is_good() && scanner.accept(','));
        scanner.expect('}');
    }
    return scanner.is_good() && scanner.is_at_end() ? std::optional{std::move(members)}
                                                    : std::nullopt;
}

std::optional<std::string> united_members(std::string_view older, std::string_view newer) {
    const auto before = flat_members(older);
    const auto after = flat_members(newer);
    if (!before || !after) {
        return std::nullopt;
    }
    std::vector<std::string_view> named;
    for (const FlatMember& member : *after) {
        named.push_back(member.name);
    }
    std::sort(named.begin(), named.end());
    std::string united = "{";
    const auto append = [&united](const FlatMember& member) {
        united.append(united.size() == 1 ? "" : ",").append(member.text);
    };
    for (const FlatMember& member : *before) {
        if (!std::binary_search(named.begin(), named.end(), member.name)) {
            append(member);
        }
    }
    std::for_each(after->begin(), after->end(), append);
    return united + "}";
}

}  // namespace host
