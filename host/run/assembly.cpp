#include "host/run/assembly.hpp"

#include "host/delivery/generation.hpp"
#include "host/digest/sha256.hpp"
#include "host/run/fingerprint_lookup.hpp"
#include "host/run/quotas.hpp"
#include "host/run/replay_intake.hpp"
#include "host/run/replay_journal.hpp"
#include "host/run/source_intake.hpp"
#include "host/run/source_journal.hpp"
#include "host/source/identity.hpp"

#include <sluice/text.hpp>

#include <algorithm>
#include <random>
#include <utility>

namespace host {
namespace {

std::uint64_t chance() {
    std::random_device device;
    return (std::uint64_t{device()} << 32U) | device();
}

// 16 hex digits: the same for the same pipeline, generation and file; for a stream another at each
// run.
std::string id_prefix(const std::string& pipeline, const StoredSource& stored, std::uint64_t seed) {
    const SourceIdentity& identity = stored.identity;
    const std::string origin = identity.path == "-"
                                   ? std::to_string(seed)
                                   : identity.head_sha256 + std::to_string(identity.inode);
    return sha256_hex(pipeline + '\n' + stored.generation + '\n' + origin).substr(0, 16);
}

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

}  // namespace

Assembly::Assembly(Plan& plan, const Bell& bell, Redactor& redactor, Log& log)
    : plan_{plan}, bell_{bell}, redactor_{redactor}, log_{log}, seed_{chance()} {}

std::optional<CannotStart> Assembly::open_state() {
    const StateOptions options{.directory = plan_.config.state_dir};
    auto store = Store::open(options);
    if (!store) {
        return cannot_use(store.error());
    }
    store_.emplace(*std::move(store));
    const auto seed = store_->user_key_seed();
    if (!seed) {
        return cannot_use(seed.error());
    }
    user_key_seed_ = *seed;
    auto committer = Committer::open(options);
    if (!committer) {
        return cannot_use(committer.error());
    }
    committer_.emplace(*std::move(committer));
    history_.emplace(*store_, log_);
    retention_.emplace(*store_, log_);
    return std::nullopt;
}

sluice::Result<PipelineLock, CannotStart> Assembly::lock(const PipelinePlan& plan) const {
    auto lock = PipelineLock::take(plan_.config.state_dir, plan.pipeline.name);
    if (!lock) {
        return cannot_use(lock.error());
    }
    return *std::move(lock);
}

sluice::Result<Assembly::Opened, CannotStart>
Assembly::open_source_of(const PipelinePlan& plan, bool from_start) {
    const Pipeline& pipeline = plan.pipeline;
    const auto identity = identify(pipeline.source.path);
    if (!identity) {
        return CannotStart{exit_configuration, identity.error().text};
    }
    // From the start nothing is asked of the state, so that a damaged checkpoint is no hindrance.
    using Stored = StateResult<std::optional<StoredSource>>;
    auto stored = from_start ? Stored{std::nullopt} : store_->source(pipeline.name);
    if (!stored) {
        return cannot_use(stored.error());
    }
    const SourceDecision decision = decide(*stored, *identity);
    if (decision.kind == SourceDecision::Kind::changed_unfinished) {
        return CannotStart{exit_pending, pipeline.name + ": " + decision.why};
    }
    if (decision.kind == SourceDecision::Kind::already_done) {
        return Opened{.note = "already done: the file was delivered before", .is_done = true};
    }
    const bool is_fresh = decision.kind == SourceDecision::Kind::fresh;
    auto opened =
        is_fresh ? begin(pipeline, *identity) : go_on(pipeline, *identity, **std::move(stored));
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

sluice::Result<Assembly::Opened, CannotStart>
Assembly::begin(const Pipeline& pipeline, const SourceIdentity& identity) {
    auto begun = store_->begin_generation(pipeline.name, identity, present().unix.count());
    if (!begun) {
        return cannot_use(begun.error());
    }
    return Opened{.stored = *std::move(begun)};
}

sluice::Result<Assembly::Opened, CannotStart>
Assembly::go_on(const Pipeline& pipeline, const SourceIdentity& identity, StoredSource stored) {
    const auto continued = store_->continue_generation(pipeline.name, identity);
    if (!continued) {
        return cannot_use(continued.error());
    }
    std::string note = "continued at record " + std::to_string(stored.checkpoint.next.ordinal + 1);
    return Opened{.stored = std::move(stored), .note = std::move(note)};
}

Account& Assembly::account(const PipelinePlan& plan) {
    auto& account = accounts_[plan.account()];
    if (account == nullptr) {
        account = std::make_unique<Account>(quota_of_account(plan_.pipelines, plan.account()));
    }
    return *account;
}

std::optional<CannotStart> Assembly::load_rejects(const PipelinePlan& plan) {
    const auto users = store_->users_with_rejects(plan.account());
    if (!users) {
        return cannot_use(users.error());
    }
    account(plan).kept_rejects().load(*users);
    return std::nullopt;
}

DeliveryStart Assembly::terms(const PipelinePlan& plan) const {
    DeliveryStart start;
    start.settings = plan.pipeline.delivery;
    start.is_metered = quota_of(plan).limit != 0;
    start.plugin.is_idempotent = plan.action.idempotent;
    start.plugin.knows_users = !plan.action.order_by.empty();
    start.plugin.max_life = plan.action.max_life.value_or(start.plugin.max_life);
    for (const sluice_field& field : plan.mapping.fields()) {
        if ((field.flags & SLUICE_FF_KEY) != 0) {
            start.plugin.key_slots.push_back(start.plugin.fields.size());
        }
        start.plugin.fields.emplace_back(sluice::to_view(field.name));
    }
    start.seed = seed_;
    return start;
}

// Starts the plugin instance and puts the pipeline on stage. `parts` lacks instance and delivery.
std::optional<CannotStart> Assembly::start(PipelineParts parts, DeliveryStart start) {
    if (const auto missing = missing_secret(parts.plan.destination)) {
        return CannotStart{exit_configuration, missing->text};
    }
    parts.secrets = std::make_unique<DestinationSecrets>(parts.plan.destination, redactor_);
    parts.context = std::make_unique<Context>(bell_, *parts.secrets);
    parts.questions = std::make_unique<Questions>();
    parts.seed = seed_;
    auto instance = parts.plan.plugin.start(*parts.context, parts.plan.spec());
    if (!instance) {
        return CannotStart{
            exit_configuration,
            parts.plan.pipeline.name + ": the plugin of " + parts.plan.destination.name +
                " does not start: " + redactor_.redacted(instance.error().text)};
    }
    parts.instance = *std::move(instance);
    const sluice_limits& limits = parts.instance->limits();
    start.plugin.max_in_flight = limits.max_in_flight;
    start.plugin.max_batch_records = limits.max_batch_records;
    start.plugin.max_batch_bytes = limits.max_batch_bytes;
    parts.delivery = std::make_unique<Delivery>(parts.account, std::move(start));
    pipelines_.push_back(
        std::make_unique<PipelineRun>(std::move(parts), *committer_, log_, redactor_)
    );
    return std::nullopt;
}

std::optional<CannotStart> Assembly::add_pipeline(PipelinePlan& plan, const RunOptions& options) {
    auto locked = lock(plan);
    if (!locked) {
        return locked.error();
    }
    if (const auto error = retention_->begin(plan.pipeline, present().unix.count())) {
        return cannot_use(*error);
    }
    auto opened = open_source_of(plan, options.from_start);
    if (!opened) {
        return opened.error();
    }
    if (opened->is_done) {
        PipelineSummary& summary = already_done_.emplace_back();
        summary.pipeline = plan.pipeline.name;
        summary.note = opened->note;
        return std::nullopt;
    }
    if (auto failure = load_rejects(plan)) {
        return failure;
    }
    auto fingerprints = take_up_fingerprints(plan, *store_, user_key_seed_);
    if (!fingerprints) {
        return cannot_use(fingerprints.error());
    }
    DeliveryStart terms_of_start = terms(plan);
    terms_of_start.id_prefix = id_prefix(plan.pipeline.name, opened->stored, seed_);
    terms_of_start.checkpoint = opened->stored.checkpoint;
    terms_of_start.counts = opened->stored.counts;
    terms_of_start.fingerprints = fingerprints->get();
    auto intake = std::make_unique<SourceIntake>(plan, std::move(opened->source), user_key_seed_);
    auto journal = std::make_unique<SourceJournal>(plan, opened->stored.generation, *intake);
    return start(
        {.plan = plan,
         .account = account(plan),
         .account_name = plan.account(),
         .intake = std::move(intake),
         .journal = std::move(journal),
         .fingerprints = *std::move(fingerprints),
         .lock = *std::move(locked),
         .limit = options.limit,
         .note = opened->note,
         .generation = opened->stored.generation},
        std::move(terms_of_start)
    );
}

sluice::Result<std::string, CannotStart> Assembly::note_of_replay(const RejectFilter& filter) {
    std::string note = "replay of rejects";
    if (filter.overtaken != false) {
        return note;
    }
    RejectFilter others = filter;
    others.overtaken = true;
    const auto left_out = store_->count_rejects(others);
    if (!left_out) {
        return cannot_use(left_out.error());
    }
    left_out_ = *left_out;
    if (left_out_ != 0) {
        note += "; " + std::to_string(left_out_) +
                " left out, for newer updates of their users were delivered since: --force sends "
                "them all the same";
    }
    return note;
}

std::optional<CannotStart> Assembly::add_replay(PipelinePlan& plan, const RejectFilter& filter) {
    auto locked = lock(plan);
    if (!locked) {
        return locked.error();
    }
    auto note = note_of_replay(filter);
    if (!note) {
        return note.error();
    }
    DeliveryStart terms_of_start = terms(plan);
    terms_of_start.id_prefix =
        sha256_hex(plan.pipeline.name + "\nreplay\n" + std::to_string(seed_)).substr(0, 16);
    terms_of_start.settings.coalesce = Coalesce::off;  // each row has a fate of its own
    auto intake = std::make_unique<ReplayIntake>(plan, *store_, filter, user_key_seed_);
    auto journal = std::make_unique<ReplayJournal>(plan, *intake);
    return start(
        {.plan = plan,
         .account = account(plan),
         .account_name = plan.account(),
         .intake = std::move(intake),
         .journal = std::move(journal),
         .lock = *std::move(locked),
         .note = *std::move(note),
         .generation = {}},
        std::move(terms_of_start)
    );
}

}  // namespace host
