// What is wrong with a plugin of this folder: one thing, or nothing. All of them are the same
// objects; sin.cpp alone is compiled for each. Asked where the sin is committed, on any thread.
#pragma once

namespace bad {

enum class Sin : unsigned char {
    none,  // the good one, which all others are but for their sin
    // At load.
    prints_at_load,
    connects_at_load,
    starts_a_thread_at_load,
    has_a_short_table,
    lacks_a_hook,
    describes_another,  // describe() gives other bytes than the exported manifest
    // What it lets pass.
    accepts_any_config,
    accepts_any_mapping,
    reports_without_a_path,
    connects_in_validate_mapping,
    // Life.
    needs_the_endpoint_in_init,
    has_one_instance,  // a global: two instances mix up
    leaks_a_thread,
    leaks_a_descriptor,
    leaks_memory,
    hangs_in_shutdown,  // if a record was under way
    ignores_cancel,
    // The process that it is a guest of.
    prints_on_stdout,
    installs_a_signal_handler,
    changes_the_folder,
    changes_the_umask,
    changes_the_locale,
    changes_the_environment,
    forks_a_child,
    // Verdicts.
    throws_across_the_wall,
    exits_in_send,
    blocks_in_send,
    forgets_a_verdict,
    gives_two_verdicts,
    answers_an_unknown_token,
    answers_a_refused_batch,
    answers_after_shutdown,
    crashes_on_the_1000th_record,
    delivered_on_500,
    rejected_on_503,
    rejected_on_401,
    ignores_retry_after,
    sends_twice,  // tries again by itself after the request was written
    makes_a_new_key_each_time,
    // Values and memory.
    injects_headers,
    writes_into_its_input,
    reads_past_the_end,  // takes strings for NUL-terminated
    keeps_a_pointer,     // and reads it after the verdict
    needs_an_extension,
    reads_beyond_an_old_host,
    dies_of_an_unknown_type,
    // Secrets and strangers.
    logs_its_secret,
    puts_its_secret_into_the_url,
    connects_elsewhere,
};

extern const Sin sin;

}  // namespace bad
