// The functions of a RunnerPort that a plugin's extensions call: sluice.verify/1 and
// sluice.trace/1.
#include "host/frame/flat_answer.hpp"
#include "host/frame/frame_writer.hpp"
#include "host/isolation/runner_port.hpp"

#include <sluice/text.hpp>

namespace host {

struct RunnerPort::Extensions {
    static RunnerPort& of(sluice_ctx* handle) { return *reinterpret_cast<RunnerPort*>(handle); }

    static void answer(sluice_ctx* handle, const sluice_answer* answers, std::size_t count) {
        RunnerPort& self = of(handle);
        const std::lock_guard lock{self.mutex_};
        for (std::size_t i = 0; i < count; ++i) {
            sluice_answer told = answers[i];
            const auto token = self.questions_.answer(told.token);
            if (token) {  // else it was answered before, or is invented
                told.token = *token;
                write_answer(self.unsent_, told);
                self.flush_locked();
            }
        }
    }

    static void tell(sluice_ctx* handle, sluice_str /*id*/, std::uint32_t what, sluice_str text) {
        RunnerPort& self = of(handle);
        const std::lock_guard lock{self.mutex_};
        FrameWriter frame{self.unsent_, FrameKind::told};
        frame.number(what).text(sluice::to_view(text).substr(0, most_told_text)).end();
        self.flush_locked();
    }
};

const sluice_verify_host& RunnerPort::verify_table() {
    static constexpr sluice_verify_host services{
        .struct_size = sizeof(sluice_verify_host),
        .reserved0 = 0,
        .answer = Extensions::answer,
    };
    return services;
}

const sluice_trace_host& RunnerPort::trace_table() {
    static constexpr sluice_trace_host services{
        .struct_size = sizeof(sluice_trace_host),
        .reserved0 = 0,
        .tell = Extensions::tell,
    };
    return services;
}

void RunnerPort::not_taken(const std::vector<std::uint64_t>& tokens) {
    const std::lock_guard lock{mutex_};
    for (const std::uint64_t token : tokens) {
        sluice_answer answer{};
        answer.token = token;
        answer.code = sluice::to_str("not_taken");
        answer.message = sluice::to_str("the plugin did not take the question");
        write_answer(unsent_, answer);
    }
    flush_locked();
}

}  // namespace host
