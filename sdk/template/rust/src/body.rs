//! A record as the JSON that is posted: {"id":"crm-7","attributes":{"tier":"gold","points":1.10}}. Pure.

use crate::ffi;
use crate::fields::Slot;
use crate::json;
use crate::judge::Verdict;
use crate::record::Value;
use std::str::from_utf8;

/// The body, or REJECTED with the slot at fault. `values` and `slots` belong together.
pub fn body_of(slots: &[Slot], values: &[Value]) -> Result<String, Verdict> {
    if slots.len() != values.len() {
        return Err(Verdict::rejected(ffi::WHY_INTERNAL, 0, "expected as many values as fields were mapped"));
    }
    let mut id = String::new();
    let mut attributes = String::new();
    let mut whole = None;
    for (at, (slot, value)) in slots.iter().zip(values).enumerate() {
        match slot {
            Slot::Id => id = id_of(value, at)?,
            Slot::AllAttributes => whole = Some(object_of(value, at)?),
            Slot::Attribute(name) if *value != Value::Absent => {
                attributes.push(if attributes.is_empty() { '{' } else { ',' });
                json::append_string(&mut attributes, name);
                attributes.push(':');
                attributes.push_str(&text_of(value).ok_or_else(|| no_form(at))?);
            }
            Slot::Attribute(_) => {}
        }
    }
    attributes.push_str(if attributes.is_empty() { "{}" } else { "}" });
    Ok(format!("{{\"id\":{},\"attributes\":{}}}", id, whole.unwrap_or(attributes)))
}

fn no_form(slot: usize) -> Verdict {
    let message =
        "expected a value that JSON has: UTF-8 text, a finite number, true, false, null; an object for attributes.*";
    Verdict::rejected(ffi::WHY_INVALID_FIELD, slot, message)
}

fn id_of(value: &Value, slot: usize) -> Result<String, Verdict> {
    match value {
        Value::Absent | Value::Null | Value::Text(b"") => {
            Err(Verdict::rejected(ffi::WHY_MISSING_FIELD, slot, "expected an id, found none"))
        }
        Value::Text(_) => text_of(value).ok_or_else(|| no_form(slot)),
        _ => Err(Verdict::rejected(ffi::WHY_INVALID_FIELD, slot, "expected id to be text")),
    }
}

fn object_of(value: &Value, slot: usize) -> Result<String, Verdict> {
    match value {
        Value::Absent | Value::Null => Ok("{}".to_string()),
        Value::Json(text) => sound_json(text, "{").ok_or_else(|| no_form(slot)),
        _ => Err(no_form(slot)),
    }
}

/// None for what has no form in JSON.
fn text_of(value: &Value) -> Option<String> {
    match value {
        Value::Null => Some("null".to_string()),
        Value::Bool(is_true) => Some(is_true.to_string()),
        Value::Integer(number) => Some(number.to_string()),
        Value::Float(number) if number.is_finite() => Some(format!("{number:?}")),
        Value::Text(text) => {
            let mut quoted = String::new();
            json::append_string(&mut quoted, from_utf8(text).ok()?);
            Some(quoted)
        }
        Value::Number(text) => sound_json(text, "-0123456789"),
        Value::Json(text) => sound_json(text, "{[\"-0123456789tfn"),
        _ => None,
    }
}

/// NUMBER and JSON come as text; `first` is what it may begin with.
fn sound_json(text: &[u8], first: &str) -> Option<String> {
    let text = from_utf8(text).ok()?;
    let is_sound = text.starts_with(|start| first.contains(start)) && json::is_valid(text);
    is_sound.then(|| text.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn body(id: Value, tier: Value) -> Result<String, i32> {
        let slots = [Slot::Id, Slot::Attribute("tier".to_string())];
        body_of(&slots, &[id, tier]).map_err(|verdict| verdict.field)
    }

    #[test]
    fn a_body_is_json_whatever_the_values_are() {
        assert_eq!(
            body(Value::Text(b"crm-7"), Value::Text(b"a\"\\\r\n")).unwrap(),
            r#"{"id":"crm-7","attributes":{"tier":"a\"\\\u000d\u000a"}}"#
        );
        assert_eq!(body(Value::Text(b"u"), Value::Absent).unwrap(), r#"{"id":"u","attributes":{}}"#);
        assert_eq!(
            body(Value::Text(b"u"), Value::Number(b"1.10")).unwrap(),
            r#"{"id":"u","attributes":{"tier":1.10}}"#
        );
        assert_eq!(body(Value::Text(b"u"), Value::Float(1e300)).unwrap(), r#"{"id":"u","attributes":{"tier":1e300}}"#);
        assert_eq!(body(Value::Absent, Value::Null), Err(0));
        for wrong in [Value::Text(b"\xFF"), Value::Number(b"1}"), Value::Float(f64::NAN), Value::Other] {
            assert_eq!(body(Value::Text(b"u"), wrong), Err(1));
        }
    }

    #[test]
    fn a_whole_object_is_taken_as_it_stands() {
        let slots = [Slot::AllAttributes, Slot::Id];
        let made = |value| body_of(&slots, &[value, Value::Text(b"u")]).map_err(|verdict| verdict.field);
        assert_eq!(made(Value::Json(br#"{"a":1}"#)).unwrap(), r#"{"id":"u","attributes":{"a":1}}"#);
        assert_eq!(made(Value::Absent).unwrap(), r#"{"id":"u","attributes":{}}"#);
        assert_eq!(made(Value::Json(b"[1]")), Err(0));
        assert_eq!(made(Value::Json(br#"{"a":1}}"#)), Err(0));
    }
}
