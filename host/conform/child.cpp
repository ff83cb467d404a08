#include "host/conform/child.hpp"

#include "host/conform/check.hpp"
#include "host/conform/check_run.hpp"
#include "host/conform/watch_filter.hpp"

#include <csignal>
#include <exception>
#include <unistd.h>

namespace host {
namespace {

constexpr int channel_fd = 3;  // the first descriptor that Child hands down

// The state that destination.h promises to a plugin: signals blocked before init, SIGPIPE ignored.
void set_signals() {
    sigset_t stops;
    sigemptyset(&stops);
    sigaddset(&stops, SIGINT);
    sigaddset(&stops, SIGTERM);
    pthread_sigmask(SIG_BLOCK, &stops, nullptr);
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGPIPE, &ignore, nullptr);
}

// Says whether the parent can watch; if it can, it holds the other end when this returns.
void begin_watch(LineChannel& channel) {
    const auto listener = install_watch_filter(channel_fd);
    if (listener) {
        channel.send({{"watch", true}}, listener->get());
    } else {
        channel.send({{"watch", false}, {"why", listener.error().text}});
    }
    channel.next();  // "go on"
}

Finding run_check(const Check& check, CheckRun& run) {
    try {
        check.run(run);
    } catch (const CheckStopped& stopped) {
        run.evidence().fail(stopped.why);
    } catch (const std::exception& error) {
        run.evidence().fail(
            std::string{"the check itself failed, or the plugin threw: "} + error.what()
        );
    } catch (...) {
        run.evidence().fail("the plugin threw something through the C functions");
    }
    return run.evidence().finding();
}

}  // namespace

void conform_child() {
    set_signals();
    LineChannel channel{FileDescriptor{channel_fd}};
    const auto line = channel.next();
    const ChildOrder order = child_order_of(line.value_or(boost::json::object{}));
    const Check* check = find_check(order.check);
    if (check == nullptr || chdir(order.folder.c_str()) != 0) {
        _exit(1);
    }
    begin_watch(channel);
    auto* run =
        new CheckRun{order, channel};  // never destroyed: the plugin's threads may still run
    const Finding finding = run_check(*check, *run);
    channel.send({{"finding", to_json(finding)}});
    _exit(0);
}

}  // namespace host
