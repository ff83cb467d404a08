//! The host's services, as the rest of the plugin sees them. Any thread.

use crate::ffi;
use crate::judge::Verdict;
use std::time::{Duration, Instant};

/// Valid until shutdown has returned: nothing that holds one outlives its instance.
#[derive(Clone, Copy)]
pub struct Host {
    table: *const ffi::Host,
    ctx: *mut ffi::Ctx,
}

// The host says so: every function of its table may be called on any thread.
unsafe impl Send for Host {}
unsafe impl Sync for Host {}

impl Host {
    /// # Safety
    /// Both must be as the host gave them, and stay so until shutdown has returned.
    pub unsafe fn new(table: *const ffi::Host, ctx: *mut ffi::Ctx) -> Host {
        Host { table, ctx }
    }

    fn table(&self) -> &ffi::Host {
        unsafe { &*self.table }
    }

    /// Inside validate_mapping and init alone. path: a JSON pointer.
    pub fn report(&self, path: &str, code: &str, message: &str) {
        let issue = ffi::Issue {
            struct_size: std::mem::size_of::<ffi::Issue>() as u32,
            severity: ffi::SEV_ERROR,
            path: ffi::Str::of(path),
            code: ffi::Str::of(code),
            message: ffi::Str::of(message),
        };
        (self.table().report)(self.ctx, &issue);
    }

    /// A secret's present value, without the line end of the file that it may come from. May read a file.
    pub fn secret(&self, name: &str) -> Option<String> {
        let mut bytes = vec![0u8; 4096];
        let mut len = 0usize;
        let rc = (self.table().secret)(
            self.ctx,
            ffi::Str::of(name),
            bytes.as_mut_ptr() as *mut std::os::raw::c_char,
            bytes.len(),
            &mut len,
        );
        if rc != ffi::OK || len > bytes.len() {
            return None;
        }
        bytes.truncate(len);
        let text = String::from_utf8(bytes).ok()?;
        Some(text.trim_end_matches(['\n', '\r']).to_string())
    }

    /// When what the host calls `mono_ns` is due, at most `longest` from now; 0 is no deadline.
    pub fn deadline(&self, mono_ns: u64, longest: Duration) -> Instant {
        let now = (self.table().mono_ns)(self.ctx);
        let left = if mono_ns == 0 { longest } else { Duration::from_nanos(mono_ns.saturating_sub(now)) };
        Instant::now() + left.min(longest)
    }

    pub fn unix_seconds(&self) -> i64 {
        ((self.table().unix_ns)(self.ctx) / 1_000_000_000) as i64
    }

    pub fn complete(&self, token: u64, verdict: &Verdict) {
        let result = ffi::Result {
            token,
            status: verdict.status,
            flags: verdict.flags,
            reason: verdict.reason,
            vendor_code: verdict.vendor_code,
            retry_after_ms: verdict.retry_after_ms,
            code: ffi::Str::of(verdict.code),
            message: ffi::Str::of(&verdict.message),
            member: ffi::Str::of(""),
            field: verdict.field,
            requests: verdict.requests,
            reserved0: 0,
        };
        (self.table().complete)(self.ctx, &result, 1);
    }
}
