#include "host/isolation/runner.hpp"

#include "host/frame/frame_inbox.hpp"
#include "host/frame/frame_reader.hpp"
#include "host/isolation/last_words.hpp"
#include "host/isolation/runner_calls.hpp"
#include "host/plugin/library.hpp"
#include "host/record/exit_code.hpp"
#include "host/record/file_descriptor.hpp"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstring>
#include <fcntl.h>
#include <memory>
#include <optional>
#include <string>
#include <sys/socket.h>
#include <unistd.h>

namespace host {
namespace {

// Stops are the host's to tell: a service manager signals every process of a group.
void leave_signals_to_the_host() {
    sigset_t stops;
    sigemptyset(&stops);
    for (const int stop : {SIGINT, SIGTERM, SIGHUP, SIGQUIT}) {
        sigaddset(&stops, stop);
    }
    pthread_sigmask(SIG_BLOCK, &stops, nullptr);
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, nullptr);
}

// When memory is short, the runner goes before the host.
void be_first_to_go() {
    constexpr std::string_view score = "500";
    const FileDescriptor file{open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC)};
    if (file) {
        [[maybe_unused]] const ssize_t written = write(file.get(), score.data(), score.size());
    }
}

[[noreturn]] void give_up(const char* why) {
    std::fprintf(stderr, "%s\n", why);
    _exit(exit_internal);
}

class Runner {
public:
    explicit Runner(int socket) : socket_{socket}, port_{socket, batches_, questions_} {
        let_speak_last(port_);
    }

    [[noreturn]] void serve() {
        for (;;) {
            const auto room = inbox_.room();
            const ssize_t got = recv(socket_, room.data(), room.size(), 0);
            if (got < 0 && errno == EINTR) {
                continue;
            }
            if (got <= 0) {  // the host is gone or has had enough
                _exit(exit_done);
            }
            inbox_.filled(static_cast<std::size_t>(got));
            while (auto frame = inbox_.next()) {
                obey(*frame);
            }
            if (inbox_.is_broken()) {
                give_up("the frames of the socket are broken");
            }
        }
    }

private:
    void obey(const Frame& frame) {
        if (frame.kind == FrameKind::load) {
            load(FrameReader{frame.body});
            return;
        }
        if (frame.kind == FrameKind::ping) {
            port_.pong(calls_ ? calls_->begun() : 0, calls_ ? calls_->running() : FrameKind::load);
            return;
        }
        if (frame.kind == FrameKind::secret_value) {
            take_secret(frame);
            return;
        }
        if (!calls_) {
            return;  // the plugin was not loaded, and the host has been told
        }
        if (frame.kind == FrameKind::cancel) {
            calls_->cancel();
            return;
        }
        add(frame);
    }

    void load(FrameReader body) {
        const bool same_dialect = body.text() == frame_dialect();
        PluginFile file;
        file.path = body.text();
        file.sha256 = body.text();
        port_.set_log_level(body.small());
        if (!same_dialect || !body.is_done()) {
            give_up("expected a host of this version at the other end of the socket");
        }
        const auto table = load_plugin(file);
        if (!table) {
            port_.loaded(table.error().text, 0);
            return;
        }
        calls_.emplace(**table, port_, batches_, questions_);
        port_.loaded("", (*table)->flags);
    }

    void take_secret(const Frame& frame) {
        FrameReader body{frame.body};
        const std::uint64_t request = body.number();
        const sluice_rc rc = body.code();
        const std::string_view value = body.text();
        if (!body.is_done()) {
            give_up("a secret came broken");
        }
        port_.take_secret(request, rc, value);
        auto* bytes = const_cast<std::byte*>(frame.body.data());  // NOLINT: the inbox is ours
        explicit_bzero(bytes, frame.body.size());
    }

    void add(const Frame& frame) {
        RunnerCall call{frame.kind};
        FrameReader body{frame.body};
        if (frame.kind == FrameKind::batch || frame.kind == FrameKind::question) {
            RunnerBatches& kept = frame.kind == FrameKind::batch ? batches_ : questions_;
            auto batch = kept.blank();
            const bool good = batch->read(frame.body);
            call.batch = good ? kept.add(std::move(batch)) : nullptr;
            if (call.batch == nullptr) {
                give_up("a batch came broken");
            }
        } else if (frame.kind == FrameKind::validate || frame.kind == FrameKind::init || frame.kind == FrameKind::validate_verify) {
            call.spec = std::make_unique<FlatSpec>();
            if (!call.spec->read(frame.body)) {
                give_up("a spec came broken");
            }
        } else if (frame.kind == FrameKind::shutdown) {
            call.deadline = body.number();
        }
        calls_->add(std::move(call));
    }

    int socket_;
    FrameInbox inbox_{most_bytes_to_runner};
    RunnerBatches batches_;
    RunnerBatches questions_;
    RunnerPort port_;
    std::optional<RunnerCalls> calls_;
};

}  // namespace

void run_plugin(int socket) {
    leave_signals_to_the_host();
    be_first_to_go();
    // Never destroyed: the process ends by _exit.
    auto* runner = new Runner{socket};  // NOLINT(cppcoreguidelines-owning-memory)
    runner->serve();
}

}  // namespace host
