//! sluice/destination.h, version 1.0, in Rust: types and constants as they are there, each with the name it has there. What
//! the members mean, who may call what and how long a pointer lives, the header says. The tests below hold the layout.
#![allow(dead_code)]

use std::ffi::c_void;
use std::os::raw::c_char;

pub const OK: i32 = 0;
pub const E_INVALID: i32 = -1;
pub const E_INTERNAL: i32 = -5;

pub const T_ABSENT: u32 = 0;
pub const T_NULL: u32 = 1;
pub const T_BOOL: u32 = 2;
pub const T_I64: u32 = 3;
pub const T_F64: u32 = 4;
pub const T_STR: u32 = 5;
pub const T_BYTES: u32 = 6;
pub const T_TIME_US: u32 = 7;
pub const T_JSON: u32 = 8;
pub const T_NUMBER: u32 = 9;

pub const OP_UPSERT: u32 = 1;

pub const DELIVERED: u32 = 1;
pub const RETRY: u32 = 2;
pub const REJECTED: u32 = 3;
pub const AUTH_FAILED: u32 = 4;
pub const CANCELLED: u32 = 5;

pub const R_MAYBE_DELIVERED: u32 = 1;
pub const R_WHOLE_DESTINATION: u32 = 2;

pub const WHY_NONE: u32 = 0;
pub const WHY_INVALID_FIELD: u32 = 1;
pub const WHY_MISSING_FIELD: u32 = 2;
pub const WHY_TOO_LARGE: u32 = 3;
pub const WHY_RATE_LIMITED: u32 = 6;
pub const WHY_TIMEOUT: u32 = 8;
pub const WHY_NETWORK: u32 = 9;
pub const WHY_SERVER: u32 = 10;
pub const WHY_PROTOCOL: u32 = 11;
pub const WHY_INTERNAL: u32 = 13;

pub const SEV_ERROR: u32 = 2;

pub const FF_MANY: u32 = 8;

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Str {
    pub ptr: *const c_char,
    pub len: usize,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub union Payload {
    pub s: *const c_char,
    pub i: i64,
    pub d: f64,
}

#[repr(C)]
#[derive(Clone, Copy)]
pub struct Value {
    pub kind: u32, // "type" in C
    pub len: u32,
    pub u: Payload,
}

#[repr(C)]
pub struct Record {
    pub token: u64,
    pub values: *const Value,
    pub n_values: u32,
    pub op: u32,
    pub id: Str,
    pub attempt: u32,
    pub flags: u32,
    pub reserved0: u64,
}

#[repr(C)]
pub struct Result {
    pub token: u64,
    pub status: u32,
    pub flags: u32,
    pub reason: u32,
    pub vendor_code: i32,
    pub retry_after_ms: u64,
    pub code: Str,
    pub message: Str,
    pub member: Str,
    pub field: i32,
    pub requests: u32,
    pub reserved0: u64,
}

#[repr(C)]
pub struct Field {
    pub name: Str,
    pub kind: u32, // "type" in C
    pub flags: u32,
    pub constant: Value,
}

#[repr(C)]
pub struct Batch {
    pub struct_size: u32,
    pub flags: u32,
    pub id: u64,
    pub records: *const Record,
    pub n_records: usize,
    pub deadline_mono_ns: u64,
}

#[repr(C)]
pub struct Spec {
    pub struct_size: u32,
    pub n_fields: u32,
    pub action: Str,
    pub config_json: Str,
    pub options_json: Str,
    pub fields: *const Field,
}

#[repr(C)]
pub struct Issue {
    pub struct_size: u32,
    pub severity: u32,
    pub path: Str,
    pub code: Str,
    pub message: Str,
}

#[repr(C)]
pub struct Limits {
    pub struct_size: u32,
    pub max_batch_records: u32,
    pub max_in_flight: u32,
    pub max_batch_bytes: u32,
}

/// The host's side of one instance.
#[repr(C)]
pub struct Ctx {
    _opaque: [u8; 0],
}

#[repr(C)]
pub struct Host {
    pub struct_size: u32,
    pub abi_minor: u32,
    pub name: Str,
    pub version: Str,
    pub complete: extern "C" fn(*mut Ctx, *const Result, usize),
    pub report: extern "C" fn(*mut Ctx, *const Issue),
    pub log_enabled: extern "C" fn(*mut Ctx, u32) -> i32,
    pub log: extern "C" fn(*mut Ctx, u32, Str, *const Str, usize),
    pub metric: extern "C" fn(*mut Ctx, u32, Str, Str, Str) -> u32,
    pub metric_add: extern "C" fn(*mut Ctx, u32, f64),
    pub secret: extern "C" fn(*mut Ctx, Str, *mut c_char, usize, *mut usize) -> i32,
    pub mono_ns: extern "C" fn(*mut Ctx) -> u64,
    pub unix_ns: extern "C" fn(*mut Ctx) -> u64,
    pub extension: extern "C" fn(*mut Ctx, *const c_char) -> *const c_void,
}

/// The plugin's table; `I` is the plugin's side of one instance, sluice_instance in C.
#[repr(C)]
pub struct Plugin<I> {
    pub struct_size: u32,
    pub abi_minor: u32,
    pub min_host_minor: u32,
    pub flags: u32,
    pub describe: extern "C" fn() -> Str,
    pub validate_mapping: extern "C" fn(*const Host, *mut Ctx, *const Spec) -> i32,
    pub init: extern "C" fn(*const Host, *mut Ctx, *const Spec, *mut Limits, *mut *mut I) -> i32,
    pub check: Option<extern "C" fn(*mut I) -> i32>,
    pub send: extern "C" fn(*mut I, *const Batch) -> i32,
    pub flush: Option<extern "C" fn(*mut I)>,
    pub cancel: extern "C" fn(*mut I),
    pub shutdown: extern "C" fn(*mut I, u64),
    pub extension: Option<extern "C" fn(*const c_char) -> *const c_void>,
}

impl Str {
    /// Borrows `text`; valid as long as `text` is.
    pub fn of(text: &str) -> Str {
        Str { ptr: text.as_ptr() as *const c_char, len: text.len() }
    }

    /// # Safety
    /// What it points to must outlive 'a.
    pub unsafe fn bytes<'a>(self) -> &'a [u8] {
        if self.ptr.is_null() || self.len == 0 {
            return &[];
        }
        std::slice::from_raw_parts(self.ptr as *const u8, self.len)
    }
}

impl Value {
    /// The bytes of STR, JSON and NUMBER.
    /// # Safety
    /// What it points to must outlive 'a, and the type must be one of these.
    pub unsafe fn bytes<'a>(&self) -> &'a [u8] {
        Str { ptr: self.u.s, len: self.len as usize }.bytes()
    }
}

/// # Safety
/// `first` must point to `count` elements that outlive 'a; it may be null if there are none.
pub unsafe fn slice<'a, T>(first: *const T, count: usize) -> &'a [T] {
    if first.is_null() || count == 0 {
        return &[];
    }
    std::slice::from_raw_parts(first, count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::mem::size_of;

    #[test]
    fn sizes_are_those_of_version_1_0() {
        assert_eq!(size_of::<Str>(), 16);
        assert_eq!(size_of::<Value>(), 16);
        assert_eq!(size_of::<Record>(), 56);
        assert_eq!(size_of::<Result>(), 96);
        assert_eq!(size_of::<Field>(), 40);
        assert_eq!(size_of::<Batch>(), 40);
        assert_eq!(size_of::<Spec>(), 64);
        assert_eq!(size_of::<Issue>(), 56);
        assert_eq!(size_of::<Limits>(), 16);
        assert_eq!(size_of::<Host>(), 120);
        assert_eq!(size_of::<Plugin<u8>>(), 88);
    }
}
