//! A destination plugin: the two symbols that the host looks for, and the table behind them. A panic ends here: each
//! function catches it, for one that crosses into the host is undefined behaviour.

mod body;
mod exchange;
mod ffi;
mod fields;
mod findings;
mod host;
mod json;
mod judge;
mod record;
mod reply;
mod request;
mod settings;
mod workers;

use crate::fields::{Mapped, Slot};
use crate::findings::Findings;
use crate::host::Host;
use crate::record::Record;
use crate::settings::Settings;
use crate::workers::{Job, Plan, Workers, MOST_IN_FLIGHT};
use std::mem::size_of;
use std::panic::{catch_unwind, AssertUnwindSafe};
use std::time::Duration;

const MANIFEST: &str = include_str!("../manifest.json");
const LONGEST_EXCHANGE: Duration = Duration::from_secs(10);

/// The manifest with a NUL behind it, so that a host can read it from the file without loading it.
#[no_mangle]
#[allow(non_upper_case_globals)]
pub static sluice_manifest_v1: [u8; MANIFEST.len() + 1] = {
    let mut bytes = [0; MANIFEST.len() + 1];
    let mut at = 0;
    while at < MANIFEST.len() {
        bytes[at] = MANIFEST.as_bytes()[at];
        at += 1;
    }
    bytes
};

/// The plugin's side of one instance.
pub struct Instance {
    host: Host,
    workers: Workers,
}

/// What `body` gives, or `otherwise` if it panics.
fn guarded<T>(otherwise: T, body: impl FnOnce() -> T) -> T {
    catch_unwind(AssertUnwindSafe(body)).unwrap_or(otherwise)
}

extern "C" fn describe() -> ffi::Str {
    ffi::Str::of(MANIFEST)
}

/// What init keeps, or everything that is wrong with the spec.
///
/// # Safety
/// `spec` must be as the host gave it.
unsafe fn read(spec: &ffi::Spec) -> Result<(Settings, Vec<Slot>), Findings> {
    let mut found = Findings::default();
    let config = std::str::from_utf8(spec.config_json.bytes()).unwrap_or("");
    let settings = settings::read(&mut found, config);
    let mapped: Vec<Mapped> = ffi::slice(spec.fields, spec.n_fields as usize)
        .iter()
        .map(|field| Mapped { name: field.name.bytes().to_vec(), kind: field.kind, flags: field.flags })
        .collect();
    let slots = fields::read(&mut found, spec.action.bytes(), &mapped);
    match settings {
        Some(settings) if found.is_empty() => Ok((settings, slots)),
        _ => Err(found),
    }
}

extern "C" fn validate_mapping(table: *const ffi::Host, ctx: *mut ffi::Ctx, spec: *const ffi::Spec) -> i32 {
    guarded(ffi::E_INTERNAL, || unsafe {
        match read(&*spec) {
            Ok(_) => ffi::OK,
            Err(found) => {
                found.report_to(&Host::new(table, ctx));
                ffi::E_INVALID
            }
        }
    })
}

extern "C" fn init(
    table: *const ffi::Host,
    ctx: *mut ffi::Ctx,
    spec: *const ffi::Spec,
    limits: *mut ffi::Limits,
    out: *mut *mut Instance,
) -> i32 {
    guarded(ffi::E_INTERNAL, || unsafe {
        let host = Host::new(table, ctx);
        let (settings, slots) = match read(&*spec) {
            Ok(sound) => sound,
            Err(found) => {
                found.report_to(&host);
                return ffi::E_INVALID;
            }
        };
        let workers = match Workers::start(Plan { host, settings, slots }) {
            Ok(workers) => workers,
            Err(_) => {
                host.report("", "no_threads", "expected to start threads, found that the system gives no more");
                return ffi::E_INTERNAL;
            }
        };
        (*limits).max_batch_records = MOST_IN_FLIGHT as u32;
        (*limits).max_in_flight = MOST_IN_FLIGHT as u32;
        *out = Box::into_raw(Box::new(Instance { host, workers }));
        ffi::OK
    })
}

extern "C" fn send(instance: *mut Instance, batch: *const ffi::Batch) -> i32 {
    guarded(ffi::E_INTERNAL, || unsafe {
        let (instance, batch) = (&*instance, &*batch);
        let deadline = instance.host.deadline(batch.deadline_mono_ns, LONGEST_EXCHANGE);
        let records = ffi::slice(batch.records, batch.n_records).iter();
        let jobs = records.map(|raw| Job { record: Record::new(instance.host, raw), deadline });
        if instance.workers.take(jobs) {
            ffi::OK
        } else {
            ffi::E_INVALID
        }
    })
}

extern "C" fn cancel(instance: *mut Instance) {
    guarded((), || unsafe { (*instance).workers.cancel() });
}

/// The deadline is not needed: a cancelled exchange ends at once.
extern "C" fn shutdown(instance: *mut Instance, _deadline_mono_ns: u64) {
    guarded((), || unsafe { drop(Box::from_raw(instance)) });
}

static PLUGIN: ffi::Plugin<Instance> = ffi::Plugin {
    struct_size: size_of::<ffi::Plugin<Instance>>() as u32,
    abi_minor: 0,
    min_host_minor: 0,
    flags: 0,
    describe,
    validate_mapping,
    init,
    check: None,
    send,
    flush: None,
    cancel,
    shutdown,
    extension: None,
};

#[no_mangle]
pub extern "C" fn sluice_destination_v1() -> *const ffi::Plugin<Instance> {
    &PLUGIN
}
