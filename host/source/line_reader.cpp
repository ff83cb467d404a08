#include "host/source/line_reader.hpp"

#include "host/source/line_end.hpp"
#include "host/source/source.hpp"
#include "host/source/utf8.hpp"

#include <algorithm>
#include <optional>

namespace host {

LineReader::LineReader(InputBuffer& input, std::uint64_t number, std::size_t max_bytes)
    : input_{&input}, number_{number}, max_bytes_{max_bytes} {}

LineReader::Take LineReader::next(Line& line) {
    for (;;) {
        if (skipping_) {
            return skip_rest(line);
        }
        const std::string_view unread = input_->unread();
        const std::size_t line_end = unread.find('\n', scanned_);
        if (line_end != std::string_view::npos) {
            if (const auto taken = take(unread.substr(0, line_end), line_end + 1, line)) {
                return *taken;
            }
            continue;
        }
        scanned_ = unread.size();
        // One more than the limit may be the \r of a line end.
        if (unread.size() > max_bytes_ + 1) {
            start_skipping();
            continue;
        }
        switch (input_->fill()) {
        case InputBuffer::Fill::more:
            continue;
        case InputBuffer::Fill::wait:
            return Take::wait;
        case InputBuffer::Fill::failed:
            return Take::failed;
        case InputBuffer::Fill::end:
            const std::string_view last = input_->unread();
            return take(last, last.size(), line).value_or(Take::end);
        }
    }
}

std::optional<LineReader::Take>
LineReader::take(std::string_view text, std::size_t with_line_end, Line& line) {
    const bool is_first = input_->position() == 0;
    if (is_first && text.starts_with(byte_order_mark)) {
        text.remove_prefix(byte_order_mark.size());
    }
    text = without_carriage_return(text);
    input_->consume(with_line_end);
    scanned_ = 0;
    line = {.text = text, .number = number_++, .end = input_->position()};
    if (text.size() > max_bytes_) {
        line.text = cut_between_characters(text, max_rejected_payload);
        return Take::too_long;
    }
    return is_blank(text) ? std::nullopt : std::optional{Take::line};
}

void LineReader::start_skipping() {
    skipping_ = true;
    head_.clear();
    pass_over(input_->unread().size());
    scanned_ = 0;
}

// One byte more than is given out, to see whether a character ends there.
void LineReader::pass_over(std::size_t bytes) {
    const std::size_t room = max_rejected_payload + 1 - head_.size();
    head_.append(input_->unread().substr(0, std::min(bytes, room)));
    input_->consume(bytes);
}

LineReader::Take LineReader::skip_rest(Line& line) {
    for (;;) {
        const std::string_view unread = input_->unread();
        const std::size_t line_end = unread.find('\n');
        const bool found = line_end != std::string_view::npos;
        pass_over(found ? line_end : unread.size());
        const InputBuffer::Fill filled = found ? InputBuffer::Fill::end : input_->fill();
        if (filled == InputBuffer::Fill::wait) {
            return Take::wait;
        }
        if (filled == InputBuffer::Fill::failed) {
            return Take::failed;
        }
        if (filled == InputBuffer::Fill::end) {
            input_->consume(found ? 1 : 0);
            skipping_ = false;
            const std::string_view head = without_carriage_return(head_);
            line = {
                .text = cut_between_characters(head, max_rejected_payload),
                .number = number_++,
                .end = input_->position()};
            return Take::too_long;
        }
    }
}

}  // namespace host
