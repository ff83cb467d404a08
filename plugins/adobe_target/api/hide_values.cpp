#include "adobe_target/api/hide_values.hpp"

#include "adobe_target/api/members.hpp"
#include "adobe_target/api/percent.hpp"
#include "adobe_target/api/slot_text.hpp"

#include <sluice/text.hpp>

#include <cstddef>
#include <string_view>

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

void hide_both_forms(std::string& message, std::string_view text) {
    hide(message, text);
    std::string encoded;
    append_percent(encoded, text);
    if (encoded != text) {
        hide(message, encoded);
    }
}

class HidingSink final : public MemberSink {
public:
    explicit HidingSink(std::string& message) : message_{message} {}

    bool member(const Member& member) override {
        if (member.kind == Member::Kind::text || member.kind == Member::Kind::number) {
            hide_both_forms(message_, member.text);
        }
        return true;
    }

private:
    std::string& message_;
};

}  // namespace

void hide_values(std::string& message, std::span<const sluice_value> values) {
    for (const sluice_value& value : values) {
        if (value.type == SLUICE_T_JSON) {
            HidingSink sink{message};
            read_members(sluice::to_view(value), sink);
            continue;
        }
        const SlotText slot{value};
        if (slot.kind() == SlotText::Kind::text && value.type != SLUICE_T_BOOL) {
            hide_both_forms(message, slot.text());
        }
    }
}

}  // namespace adobe_target
