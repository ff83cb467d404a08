#include "host/run/assembly.hpp"

#include "host/digest/sha256.hpp"
#include "host/run/fingerprint_lookup.hpp"
#include "host/run/opened_source.hpp"
#include "host/run/present.hpp"
#include "host/run/quotas.hpp"
#include "host/run/rates.hpp"
#include "host/run/replay_intake.hpp"
#include "host/run/replay_journal.hpp"
#include "host/run/source_intake.hpp"
#include "host/run/source_journal.hpp"

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

void go_on_from(DeliveryStart& start, const StoredSource& stored) {
    start.checkpoint = stored.checkpoint;
    start.counts = stored.counts;
}

PipelineSummary nothing_to_do(const PipelinePlan& plan, const std::string& why) {
    PipelineSummary summary;
    summary.pipeline = plan.pipeline.name;
    summary.note = why;
    return summary;
}

}  // namespace

Assembly::Assembly(Plan& plan, const Bell& bell, Redactor& redactor, Log& log)
    : plan_{&plan}, bell_{bell}, redactor_{redactor}, log_{log}, began_{present().time},
      seed_(chance()) {}

std::optional<CannotStart> Assembly::open_state() {
    const StateOptions options{.directory = plan_->config.state_dir};
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

Assembly::Locked Assembly::take_up(const PipelinePlan& plan, std::optional<PipelineLock> held) {
    auto locked = held ? Locked{*std::move(held)} : lock(plan);
    if (!locked) {
        return locked;
    }
    if (const auto error = retention_->begin(plan.pipeline, present().unix.count())) {
        return cannot_use(*error);
    }
    return locked;
}

Assembly::Locked Assembly::lock(const PipelinePlan& plan) const {
    auto lock = PipelineLock::take(plan_->config.state_dir, plan.pipeline.name);
    if (!lock) {
        return cannot_use(lock.error());
    }
    return *std::move(lock);
}

Account& Assembly::account(const PipelinePlan& plan) {
    const std::string name = plan.account();
    const QuotaLimit quota = quota_of_account(plan_->pipelines, name);
    const RateLimit rate = rate_of_account(plan_->pipelines, name);
    auto& account = accounts_[name];
    if (account == nullptr) {
        account = std::make_unique<Account>(quota, rate);
        return *account;
    }
    // A reload may change them.
    if (account->quota().limit() != quota) {
        give_back_units(name, *account);  // they were reserved under the old one
        account->quota().change(quota);
    }
    account->rate().change(rate, present().time);
    return *account;
}

void Assembly::give_back_units(const std::string& name, Account& account) {
    for (const QuotaBlock& block : account.quota().take_unused()) {
        committer_->give_back(name, block.use_before.count(), block.count);
    }
}

void Assembly::drop_idle_accounts() {
    std::erase_if(accounts_, [this](const auto& named) {
        const bool is_idle =
            std::none_of(pipelines_.begin(), pipelines_.end(), [&](const auto& pipeline) {
                return &pipeline->account() == named.second.get();
            });
        if (is_idle) {
            give_back_units(named.first, *named.second);
        }
        return is_idle;
    });
}

PipelineLock Assembly::retire(PipelineRun& pipeline, Moment now) {
    history_->end(pipeline, RunRow::reloaded, now.unix.count());
    const auto lasted = std::chrono::duration_cast<std::chrono::milliseconds>(now.time - began_);
    PipelineSummary& summary = ended_.emplace_back(pipeline.summary(lasted, 0));
    summary.stopped.clear();
    summary.note = "until a reload; what was pending then is counted again where it went on";
    PipelineLock lock = pipeline.take_lock();
    std::erase_if(pipelines_, [&](const auto& one) { return one.get() == &pipeline; });
    return lock;
}

std::optional<CannotStart> Assembly::load_rejects(const PipelinePlan& plan) {
    if (accounts_.contains(plan.account())) {
        return std::nullopt;  // it has seen to them ever since, and knows more than the state
    }
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
    start.is_paced = plan.pipeline.delivery.rate.is_limited();
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

std::optional<CannotStart> Assembly::add_pipeline(
    PipelinePlan& plan, const RunOptions& options, std::optional<PipelineLock> held
) {
    auto locked = take_up(plan, std::move(held));
    if (!locked) {
        return locked.error();
    }
    auto opened = open_source_of(plan, *store_, options.from_start);
    if (!opened) {
        return opened.error();
    }
    if (opened->is_done) {
        ended_.push_back(nothing_to_do(plan, opened->note));
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
    go_on_from(terms_of_start, opened->stored);
    terms_of_start.id_prefix = id_prefix(plan.pipeline.name, opened->stored, seed_);
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
