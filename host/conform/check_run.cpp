#include "host/conform/check_run.hpp"

#include "host/conform/harness/kit_context.hpp"
#include "host/digest/sha256.hpp"
#include "host/manifest/json_members.hpp"
#include "host/plugin/elf_file.hpp"
#include "host/record/file_descriptor.hpp"

#include <algorithm>
#include <fcntl.h>
#include <unistd.h>
#include <utility>

namespace host {
namespace {

namespace json = boost::json;

Sample sample_for(const ChildOrder& order, const sluice::Result<PluginFile, Problem>& file) {
    if (!file) {
        Sample sample;
        sample.fault = file.error().text;
        return sample;
    }
    return make_sample(file->manifest, profile_of(order.profile), order.endpoint);
}

// The file as load_plugin() wants it. One whose manifest alone is wrong is loaded all the same:
// that is desc-schema's to judge.
PluginFile loadable(const std::string& path, const sluice::Result<PluginFile, Problem>& examined) {
    if (examined) {
        return *examined;
    }
    const FileDescriptor file{open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    const auto elf = read_elf(file.get());
    if (!elf || !elf->manifest || parse_manifest(*elf->manifest) || elf->entry_versions.empty()) {
        throw CheckStopped{examined.error().text};
    }
    const auto hash = sha256_of_file(file.get());
    return PluginFile{path, hash ? *hash : "", {}};
}

std::string manifest_text_of(const std::string& path) {
    const FileDescriptor file{open(path.c_str(), O_RDONLY | O_CLOEXEC)};
    const auto elf = read_elf(file.get());
    return elf && elf->manifest ? *elf->manifest : "";
}

}  // namespace

CheckRun::CheckRun(ChildOrder order, LineChannel& channel)
    : order_{std::move(order)}, channel_{channel}, file_{examine_plugin(
                                                       order_.plugin, std::nullopt
                                                   )},
      manifest_text_{manifest_text_of(order_.plugin)}, sample_{sample_for(order_, file_)},
      random_{order_.seed} {}

const sluice_plugin& CheckRun::plugin() {
    if (plugin_ == nullptr) {
        step("loading");
        const auto loaded = load_plugin(loadable(order_.plugin, file_));
        if (!loaded) {
            throw CheckStopped{loaded.error().text};
        }
        plugin_ = *loaded;
    }
    return *plugin_;
}

bool CheckRun::load_again() {
    const auto again = load_plugin(loadable(order_.plugin, file_));
    return again && *again == plugin_;
}

Sample CheckRun::sample_at(const std::string& endpoint) const {
    ChildOrder order = order_;
    order.endpoint = endpoint;
    return sample_for(order, file_);
}

void CheckRun::step(const std::string& what) {
    channel_.send({{"step", what}});
}

json::object CheckRun::ask(json::object question) {
    if (channel_.send(question)) {
        if (auto answer = channel_.next()) {
            return std::move(*answer);
        }
    }
    _exit(0);  // the parent is gone, and with it whoever would read a verdict
}

void CheckRun::play(const MockScript& script) {
    ask({{"ask", "play"}, {"script", to_json(script)}});
}

void CheckRun::play(MockReply standard) {
    MockScript script;
    script.standard = std::move(standard);
    play(script);
}

MockLedger CheckRun::ledger() {
    return mock_ledger_of(ask({{"ask", "ledger"}}));
}

void CheckRun::clear_ledger() {
    ask({{"ask", "clear_ledger"}});
}

std::vector<WatchedCall> CheckRun::watched() {
    const json::object answer = ask({{"ask", "watched"}});
    std::vector<WatchedCall> calls;
    std::string ignored;
    JsonMembers{answer, "", ignored}.each_object(
        "calls",
        [&](const json::object& call, const std::string&) {
            JsonMembers members{call, "", ignored};
            WatchedCall& added = calls.emplace_back();
            members.text("call", added.call);
            members.text("target", added.target);
        }
    );
    return calls;
}

void CheckRun::judge_misuse(const KitContext& context, std::initializer_list<Misuse> kinds) {
    for (const SeenMisuse& misuse : context.misuses()) {
        if (std::find(kinds.begin(), kinds.end(), misuse.kind) != kinds.end()) {
            evidence_.fail(misuse.text);
        }
    }
}

}  // namespace host
