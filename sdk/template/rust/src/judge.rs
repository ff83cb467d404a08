//! What became of a record, judged by the reply to its request or by its absence. Pure.

use crate::exchange::{Failure, Kind};
use crate::ffi;
use crate::reply::Reply;

const LONGEST_DELAY_S: i64 = 3600;

/// What goes over the wall as sluice_result, but for the token.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Verdict {
    pub status: u32,
    pub flags: u32,
    pub reason: u32,
    pub vendor_code: i32,
    pub retry_after_ms: u64,
    pub code: &'static str,
    pub message: String,
    pub field: i32,
    pub requests: u32,
}

impl Verdict {
    fn new(status: u32, reason: u32, code: &'static str) -> Verdict {
        Verdict { status, reason, code, field: -1, ..Verdict::default() }
    }

    pub fn rejected(reason: u32, slot: usize, message: &str) -> Verdict {
        Verdict { field: slot as i32, message: message.to_string(), ..Verdict::new(ffi::REJECTED, reason, "bad_value") }
    }

    pub fn cancelled() -> Verdict {
        Verdict::new(ffi::CANCELLED, ffi::WHY_NONE, "cancelled")
    }

    pub fn no_token() -> Verdict {
        let message = "expected a token of printable ASCII, found none".to_string();
        Verdict { message, ..Verdict::new(ffi::AUTH_FAILED, ffi::WHY_NONE, "no_token") }
    }

    pub fn abandoned() -> Verdict {
        let message = "the plugin dropped the record without a verdict".to_string();
        Verdict { message, ..Verdict::new(ffi::RETRY, ffi::WHY_INTERNAL, "abandoned") }
    }

    fn whole_destination(self) -> Verdict {
        Verdict { flags: ffi::R_WHOLE_DESTINATION, ..self }
    }
}

/// by: the endpoint's address, for the message. now: seconds since 1970, for a Retry-After that is a date.
pub fn of_reply(reply: &Reply, by: &str, now: i64) -> Verdict {
    let delay = retry_delay_ms(&reply.retry_after, now);
    let mut verdict = of_status(reply.status, delay > 0);
    verdict.requests = 1;
    verdict.vendor_code = i32::from(reply.status);
    if verdict.status == ffi::RETRY {
        verdict.retry_after_ms = delay;
    }
    if verdict.status != ffi::DELIVERED {
        verdict.message = format!("{by} answered {}", reply.status);
    }
    verdict
}

/// 3xx: the endpoint is another than it should be; no record is to blame.
fn of_status(status: u16, says_when: bool) -> Verdict {
    match status {
        200..=299 => Verdict::new(ffi::DELIVERED, ffi::WHY_NONE, ""),
        300..=399 => Verdict::new(ffi::RETRY, ffi::WHY_PROTOCOL, "misrouted").whole_destination(),
        401 | 403 => Verdict::new(ffi::AUTH_FAILED, ffi::WHY_NONE, "auth_refused"),
        429 => Verdict::new(ffi::RETRY, ffi::WHY_RATE_LIMITED, "rate_limited").whole_destination(),
        503 if says_when => Verdict::new(ffi::RETRY, ffi::WHY_RATE_LIMITED, "rate_limited").whole_destination(),
        408 => Verdict::new(ffi::RETRY, ffi::WHY_TIMEOUT, "unavailable"),
        425 | 500..=599 => Verdict::new(ffi::RETRY, ffi::WHY_SERVER, "unavailable"),
        413 => Verdict::new(ffi::REJECTED, ffi::WHY_TOO_LARGE, "refused"),
        _ => Verdict::new(ffi::REJECTED, ffi::WHY_INVALID_FIELD, "refused"),
    }
}

pub fn of_failure(failure: &Failure, by: &str) -> Verdict {
    let mut verdict = match failure.kind {
        Kind::Unreachable => Verdict::new(ffi::RETRY, ffi::WHY_NETWORK, "unreachable"),
        Kind::Lost => Verdict::new(ffi::RETRY, ffi::WHY_NETWORK, "connection_lost"),
        Kind::Timeout => Verdict::new(ffi::RETRY, ffi::WHY_TIMEOUT, "timeout"),
        Kind::Garbled => Verdict::new(ffi::RETRY, ffi::WHY_PROTOCOL, "reply_not_understood"),
        Kind::Cancelled => Verdict::cancelled(),
    };
    if failure.is_written {
        verdict.status = ffi::RETRY;
        verdict.flags = ffi::R_MAYBE_DELIVERED;
        verdict.requests = 1;
    }
    verdict.message = format!("{by} gave no answer");
    verdict
}

/// "120" or "Wed, 21 Oct 2015 07:28:00 GMT" from now on, at most an hour; 0 if it is neither.
fn retry_delay_ms(text: &str, now: i64) -> u64 {
    let is_number = !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let seconds = if is_number {
        text.parse().unwrap_or(LONGEST_DELAY_S)
    } else {
        seconds_of_date(text).map_or(0, |at| at - now)
    };
    seconds.clamp(0, LONGEST_DELAY_S) as u64 * 1000
}

fn seconds_of_date(text: &str) -> Option<i64> {
    const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
    let words: Vec<&str> = text.split([' ', ':']).collect();
    let (day, month, year, hour, minute, second) = match words.as_slice() {
        [_, day, month, year, hour, minute, second, "GMT"] => (day, month, year, hour, minute, second),
        _ => return None,
    };
    let number = |word: &str| word.parse::<i64>().ok().filter(|number| (0..=9999).contains(number));
    let month = MONTHS.iter().position(|name| name == month)? as i64 + 1;
    let days = days_to(number(year)?, month, number(day)?);
    Some(days * 86400 + number(hour)? * 3600 + number(minute)? * 60 + number(second)?)
}

/// Days from 1970-01-01 to a date of the Gregorian calendar; March is the first month of its year.
fn days_to(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    year * 365 + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_status_has_its_verdict() {
        let whole = ffi::R_WHOLE_DESTINATION;
        for (status, retry_after, verdict, flags, delay) in [
            (200, "", ffi::DELIVERED, 0, 0),
            (204, "", ffi::DELIVERED, 0, 0),
            (302, "", ffi::RETRY, whole, 0),
            (400, "", ffi::REJECTED, 0, 0),
            (401, "", ffi::AUTH_FAILED, 0, 0),
            (403, "", ffi::AUTH_FAILED, 0, 0),
            (404, "", ffi::REJECTED, 0, 0),
            (408, "", ffi::RETRY, 0, 0),
            (413, "", ffi::REJECTED, 0, 0),
            (425, "", ffi::RETRY, 0, 0),
            (429, "2", ffi::RETRY, whole, 2000),
            (429, "Wed, 21 Oct 2015 07:28:00 GMT", ffi::RETRY, whole, 10_000),
            (429, "99999999999999999999", ffi::RETRY, whole, 3_600_000),
            (500, "", ffi::RETRY, 0, 0),
            (503, "1", ffi::RETRY, whole, 1000),
            (503, "soon", ffi::RETRY, 0, 0),
        ] {
            let judged = of_reply(&Reply { status, retry_after: retry_after.to_string() }, "127.0.0.1", 1_445_412_470);
            assert_eq!((judged.status, judged.flags, judged.retry_after_ms), (verdict, flags, delay), "{status}");
            assert_eq!(judged.vendor_code, i32::from(status));
        }
    }

    #[test]
    fn what_was_written_without_an_answer_may_be_delivered() {
        let judged = |is_written| of_failure(&Failure { kind: Kind::Cancelled, is_written }, "");
        assert_eq!((judged(false).status, judged(false).flags), (ffi::CANCELLED, 0));
        assert_eq!((judged(true).status, judged(true).flags), (ffi::RETRY, ffi::R_MAYBE_DELIVERED));
    }
}
