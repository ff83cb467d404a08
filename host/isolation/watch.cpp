#include "host/isolation/watch.hpp"

namespace host {
namespace {

std::string name_of(FrameKind call) {
    switch (call) {
    case FrameKind::load:
        return "loading it";
    case FrameKind::validate:
    case FrameKind::validate_verify:
        return "validate_mapping()";
    case FrameKind::init:
        return "init()";
    case FrameKind::check:
        return "check()";
    case FrameKind::flush:
        return "flush()";
    case FrameKind::question:
        return "ask()";
    default:
        return "send()";
    }
}

std::string seconds_text(Watch::Time time) {
    return std::to_string(std::chrono::duration_cast<std::chrono::seconds>(time).count()) + " s";
}

}  // namespace

void Watch::heard(Working working, Time now) {
    heard_ = now;
    if (!(working == working_)) {
        working_ = working;
        since_ = now;
    }
}

std::optional<Watch::Time> Watch::patience() const {
    switch (working_.call) {
    case FrameKind::batch:
    case FrameKind::question:
    case FrameKind::flush:
        return may_block_ ? std::nullopt : std::optional{longest_send};
    case FrameKind::load:
    case FrameKind::validate:
    case FrameKind::validate_verify:
    case FrameKind::init:
        return longest_start;
    case FrameKind::check:
        return longest_check;
    default:  // idle, or a shutdown, whose deadline is its own
        return std::nullopt;
    }
}

std::optional<std::string> Watch::hung(Time now) const {
    if (now - heard_ >= longest_silence) {
        return "it has not answered for " + seconds_text(longest_silence);
    }
    const auto patience = this->patience();
    if (patience && now - since_ >= *patience) {
        return name_of(working_.call) + " has not returned for " + seconds_text(*patience);
    }
    return std::nullopt;
}

}  // namespace host
