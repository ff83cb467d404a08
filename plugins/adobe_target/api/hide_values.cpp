#include "adobe_target/api/hide_values.hpp"

#include "adobe_target/api/members.hpp"

#include <sluice/percent.hpp>
#include <sluice/text.hpp>
#include <sluice/text/slot_text.hpp>

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace adobe_target {

namespace {

constexpr std::string_view mask = "***";

void hide(std::string& message, std::string_view secret) {
    if (secret.size() <= 2 || secret == mask) {
        return;
    }
    for (std::size_t at = message.find(secret); at != std::string::npos;
         at = message.find(secret, at + mask.size())) {
        message.replace(at, secret.size(), mask);
    }
}

using Texts = std::vector<std::string>;

class TextSink final : public MemberSink {
public:
    explicit TextSink(Texts& texts) : texts_{texts} {}

    bool member(const Member& member) override {
        if (member.kind == Member::Kind::text || member.kind == Member::Kind::number) {
            texts_.emplace_back(member.text);
        }
        return true;
    }

private:
    Texts& texts_;
};

Texts texts_of(std::span<const sluice_value> values) {
    Texts texts;
    for (const sluice_value& value : values) {
        if (value.type == SLUICE_T_JSON) {
            TextSink sink{texts};
            read_members(sluice::to_view(value), sink);
            continue;
        }
        const sluice::SlotText slot{value};
        if (slot.kind() == sluice::SlotText::Kind::text && value.type != SLUICE_T_BOOL) {
            texts.emplace_back(slot.text());
        }
    }
    return texts;
}

}  // namespace

void hide_values(std::string& message, std::span<const sluice_value> values) {
    Texts texts = texts_of(values);
    for (std::size_t i = 0, count = texts.size(); i < count; ++i) {
        std::string encoded;
        sluice::append_percent(encoded, texts[i]);
        texts.push_back(std::move(encoded));
    }
    // The longest first: "gold" must not leave "en retriever" of "golden retriever".
    std::sort(texts.begin(), texts.end(), [](const std::string& a, const std::string& b) {
        return a.size() > b.size();
    });
    for (const std::string& text : texts) {
        hide(message, text);
    }
}

}  // namespace adobe_target
