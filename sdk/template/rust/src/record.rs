//! One record on its way through the plugin: read it, then finish it exactly once, on any thread.

use crate::ffi;
use crate::host::Host;
use crate::judge::Verdict;

/// A value of a record, as far as JSON can hold it.
#[derive(Clone, Debug, PartialEq)]
pub enum Value<'a> {
    Absent,
    Null,
    Bool(bool),
    Integer(i64),
    Float(f64),
    Text(&'a [u8]),
    Number(&'a [u8]), // its literal text
    Json(&'a [u8]),
    Other,
}

/// Borrowed from the host until it is finished. One that is dropped unfinished, by a panic say, answers RETRY.
pub struct Record {
    host: Host,
    raw: Option<*const ffi::Record>,
}

// The host keeps what it points to unchanged until the verdict.
unsafe impl Send for Record {}

impl Record {
    /// # Safety
    /// `raw` must be as the host gave it, and without a verdict.
    pub unsafe fn new(host: Host, raw: *const ffi::Record) -> Record {
        Record { host, raw: Some(raw) }
    }

    fn raw(&self) -> &ffi::Record {
        unsafe { &*self.raw.expect("a record that is finished is gone") }
    }

    pub fn is_upsert(&self) -> bool {
        self.raw().op == ffi::OP_UPSERT
    }

    /// The idempotency key: the same over retries and restarts.
    pub fn id(&self) -> &[u8] {
        unsafe { self.raw().id.bytes() }
    }

    /// In the order of the mapped fields.
    pub fn values(&self) -> Vec<Value<'_>> {
        let raw = self.raw();
        unsafe { ffi::slice(raw.values, raw.n_values as usize) }.iter().map(value_of).collect()
    }

    pub fn finish(mut self, verdict: &Verdict) {
        self.complete(verdict);
    }

    fn complete(&mut self, verdict: &Verdict) {
        if let Some(raw) = self.raw.take() {
            self.host.complete(unsafe { (*raw).token }, verdict);
        }
    }
}

impl Drop for Record {
    fn drop(&mut self) {
        if self.raw.is_some() {
            self.complete(&Verdict::abandoned());
        }
    }
}

fn value_of(raw: &ffi::Value) -> Value<'_> {
    unsafe {
        match raw.kind {
            ffi::T_ABSENT => Value::Absent,
            ffi::T_NULL => Value::Null,
            ffi::T_BOOL => Value::Bool(raw.u.i != 0),
            ffi::T_I64 | ffi::T_TIME_US => Value::Integer(raw.u.i),
            ffi::T_F64 => Value::Float(raw.u.d),
            ffi::T_STR => Value::Text(raw.bytes()),
            ffi::T_NUMBER => Value::Number(raw.bytes()),
            ffi::T_JSON => Value::Json(raw.bytes()),
            _ => Value::Other,
        }
    }
}
