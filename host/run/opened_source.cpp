#include "host/run/opened_source.hpp"

#include "host/delivery/generation.hpp"
#include "host/run/present.hpp"
#include "host/source/identity.hpp"

#include <optional>
#include <utility>

namespace host {
namespace {

using Opened = sluice::Result<OpenedSource, CannotStart>;

SourceDecision decide(const std::optional<StoredSource>& stored, const SourceIdentity& found) {
    std::optional<KnownSource> known;
    if (stored) {
        known = KnownSource{stored->identity, stored->finished, stored->checkpoint.next.end};
    }
    return decide_source(known, found, [&](std::uint64_t bytes) {
        const auto hash = head_hash(found.path, bytes);
        return hash ? *hash : std::string{};
    });
}

Opened begin(const Pipeline& pipeline, Store& store, const SourceIdentity& identity) {
    auto begun = store.begin_generation(pipeline.name, identity, present().unix.count());
    if (!begun) {
        return cannot_use(begun.error());
    }
    return OpenedSource{.stored = *std::move(begun)};
}

Opened
go_on(const Pipeline& pipeline, Store& store, const SourceIdentity& identity, StoredSource stored) {
    const auto continued = store.continue_generation(pipeline.name, identity);
    if (!continued) {
        return cannot_use(continued.error());
    }
    std::string note = "continued at record " + std::to_string(stored.checkpoint.next.ordinal + 1);
    return OpenedSource{.stored = std::move(stored), .note = std::move(note)};
}

}  // namespace

Opened open_source_of(const PipelinePlan& plan, Store& store, bool from_start) {
    const Pipeline& pipeline = plan.pipeline;
    const auto identity = identify(pipeline.source.path);
    if (!identity) {
        return CannotStart{exit_configuration, identity.error().text};
    }
    // From the start nothing is asked of the state, so that a damaged checkpoint is no hindrance.
    using Stored = StateResult<std::optional<StoredSource>>;
    auto stored = from_start ? Stored{std::nullopt} : store.source(pipeline.name);
    if (!stored) {
        return cannot_use(stored.error());
    }
    const SourceDecision decision = decide(*stored, *identity);
    if (decision.kind == SourceDecision::Kind::changed_unfinished) {
        return CannotStart{exit_pending, pipeline.name + ": " + decision.why};
    }
    if (decision.kind == SourceDecision::Kind::already_done) {
        return OpenedSource{.note = "already done: the file was delivered before", .is_done = true};
    }
    const bool is_fresh = decision.kind == SourceDecision::Kind::fresh;
    auto opened = is_fresh ? begin(pipeline, store, *identity)
                           : go_on(pipeline, store, *identity, **std::move(stored));
    if (!opened) {
        return opened;
    }
    auto source = open_source(pipeline.source, opened->stored.checkpoint.next);
    if (!source) {
        return CannotStart{exit_configuration, source.error().text};
    }
    opened->source = *std::move(source);
    return opened;
}

}  // namespace host
