#include "host/conform/check_process.hpp"

#include "host/conform/event_loop.hpp"
#include "host/conform/line_channel.hpp"
#include "host/conform/mock/mock_server.hpp"
#include "host/conform/private_folder.hpp"
#include "host/conform/profile.hpp"
#include "host/conform/watcher.hpp"
#include "host/manifest/json_members.hpp"
#include "host/process/child.hpp"

#include <boost/json/array.hpp>

#include <array>
#include <cerrno>
#include <sys/socket.h>
#include <system_error>
#include <utility>

namespace host {
namespace {

namespace json = boost::json;

using Clock = EventLoop::Clock;

constexpr std::uint64_t max_file_bytes = 64 << 20;
constexpr std::uint64_t max_open_files = 8192;
constexpr std::size_t shown_output_bytes = 2000;

std::string url_of(std::uint16_t port) {
    return "http://127.0.0.1:" + std::to_string(port);
}

std::pair<FileDescriptor, FileDescriptor> channel_ends() {
    std::array<int, 2> ends{-1, -1};
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
        throw std::system_error{errno, std::generic_category(), "socketpair"};
    }
    return {FileDescriptor{ends[0]}, FileDescriptor{ends[1]}};
}

class CheckProcess {
public:
    explicit CheckProcess(ChildOrder order)
        : order_{std::move(order)}, mock_{loop_, profile_of(order_.profile).routes} {
        order_.folder = folder_.path();
        order_.endpoint = url_of(mock_.port());
        order_.dead_endpoint = url_of(mock_.dead_port());
    }

    CheckEnd run(std::chrono::milliseconds limit) {
        start();
        const Clock::time_point began = Clock::now();
        loop_.run([this] { return finding_ || child_->ended(); }, began + limit);
        take_lines();  // what it said last
        if (finding_) {
            loop_.run([this] { return child_->ended().has_value(); }, began + limit);
        }
        CheckEnd end;
        end.took = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - began);
        end.finding = finding_ ? std::move(*finding_) : sudden_end(limit);
        end.no_watch = no_watch_;
        return end;
    }

private:
    void start() {
        auto [here, there] = channel_ends();
        channel_.emplace(std::move(here));
        ChildStart start;
        start.arguments = {"conform", "--child", order_.plugin};
        start.descriptors = {there.get()};
        start.limits.file_size = max_file_bytes;
        start.limits.open_files = max_open_files;
        auto child = Child::start(start);
        if (!child) {
            throw std::system_error{ECHILD, std::generic_category(), child.error().text};
        }
        child_ = *std::move(child);
        loop_.add(channel_->fd(), EventLoop::For::reading, [this] { take_lines(); });
        loop_.add(child_->end_fd(), EventLoop::For::reading, [] {});
        output_fd_ = child_->output_fd();
        loop_.add(output_fd_, EventLoop::For::reading, [this] { take_output(); });
        channel_->send(to_json(order_));
    }

    void take_output() {
        const std::string more = child_->take_output();
        if (more.empty()) {
            loop_.remove(output_fd_
            );  // nobody can write any more; the child may have closed it by now
        }
        output_ += more;
        if (output_.size() > 2 * shown_output_bytes) {
            output_.erase(0, output_.size() - shown_output_bytes);
        }
    }

    void take_lines() {
        Arrived arrived = channel_->arrived();
        for (json::object& line : arrived.lines) {
            take(line, std::move(arrived.descriptor));
        }
        if (arrived.has_ended) {
            loop_.remove(channel_->fd());
        }
    }

    void take(const json::object& line, FileDescriptor passed) {
        std::string ignored;
        JsonMembers members{line, "", ignored};
        std::string asked;
        members.text("step", step_);
        members.text("ask", asked);
        if (const json::object* finding = members.object("finding")) {
            finding_ = finding_of(*finding);
        } else if (line.contains("watch")) {
            begin_watch(members, std::move(passed));
        } else if (asked == "play") {
            const json::object* script = members.object("script");
            mock_.play(mock_script_of(script != nullptr ? *script : json::object{}));
            channel_->send({{"ok", true}});
        } else if (asked == "ledger") {
            channel_->send(to_json(mock_.ledger()));
        } else if (asked == "clear_ledger") {
            mock_.clear_ledger();
            channel_->send({{"ok", true}});
        } else if (asked == "watched") {
            channel_->send(watched());
        }
    }

    void begin_watch(JsonMembers& members, FileDescriptor listener) {
        if (listener) {
            watcher_.emplace(
                loop_, std::move(listener), std::vector{mock_.port(), mock_.dead_port()}
            );
        } else {
            members.text("why", no_watch_.emplace());
        }
        channel_->send({{"ok", true}});
    }

    json::object watched() const {
        json::array calls;
        if (watcher_) {
            for (const WatchedCall& call : watcher_->calls()) {
                calls.push_back({{"call", call.call}, {"target", call.target}});
            }
        }
        return {{"calls", std::move(calls)}};
    }

    // The process ended, or had to be ended, before it gave a finding.
    Finding sudden_end(std::chrono::milliseconds limit) {
        const auto ended = child_->ended();
        Finding finding;
        finding.kind = ended ? Finding::Kind::crash : Finding::Kind::timeout;
        const std::string how = ended ? "the plugin ended the process: " + ended->in_words()
                                      : "no end within " + std::to_string(limit.count() / 1000) +
                                            " s, the process was killed";
        finding.evidence.push_back(how + (step_.empty() ? "" : ", in " + step_));
        if (!mock_.ledger().entries.empty()) {
            finding.evidence.push_back(
                "the mock had seen " + std::to_string(mock_.ledger().entries.size()) + " requests"
            );
        }
        output_ += child_->take_output();
        if (!output_.empty()) {
            finding.evidence.push_back(
                "it wrote: " +
                output_.substr(output_.size() - std::min(output_.size(), shown_output_bytes))
            );
        }
        return finding;
    }

    ChildOrder order_;
    EventLoop loop_;
    MockServer mock_;
    PrivateFolder folder_;
    std::optional<LineChannel> channel_;
    std::unique_ptr<Child> child_;
    std::optional<Watcher> watcher_;
    std::optional<Finding> finding_;
    std::optional<std::string> no_watch_;
    std::string step_;
    int output_fd_ = -1;
    std::string output_;
};

}  // namespace

CheckEnd run_check_process(const Check& check, ChildOrder order, std::chrono::milliseconds limit) {
    order.check = check.id;
    CheckProcess process{std::move(order)};
    return process.run(limit);
}

}  // namespace host
