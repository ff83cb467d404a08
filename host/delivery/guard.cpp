#include "host/delivery/guard.hpp"

namespace host {

void Guard::rejected(std::string_view code, std::string_view message) {
    if (alike_ == 0 || code != code_) {
        any_other_ = any_other_ || !code_.empty();
        code_ = code;
        alike_ = 0;
    }
    ++alike_;
    if (stop_) {
        return;
    }
    const bool is_all = first_ != 0 && !any_other_ && alike_ >= first_;
    const bool is_row = in_row_ != 0 && alike_ >= in_row_;
    if (is_all || is_row) {
        stop_ = (is_all ? "the first " : "the last ") + std::to_string(alike_) +
                " answers were all rejects with code '" + code_ + "': " + std::string{message} +
                "; the run stops before more records meet the same; mend the cause, then run "
                "again and replay the rejects";
    }
}

}  // namespace host
