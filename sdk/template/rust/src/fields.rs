//! Which slot of a record holds what: the identifier, and the attributes with their names. Pure.

use crate::ffi;
use crate::findings::Findings;
use std::collections::HashSet;

/// One mapped field, copied from the host.
pub struct Mapped {
    pub name: Vec<u8>, // UTF-8, if the host keeps its word
    pub kind: u32,
    pub flags: u32,
}

#[derive(Clone, Debug, PartialEq)]
pub enum Slot {
    Id,
    Attribute(String), // "tier" of attributes.tier
    AllAttributes,     // attributes.*, one JSON object
}

fn slot_of(name: &[u8]) -> Option<Slot> {
    match std::str::from_utf8(name).ok()? {
        "id" => Some(Slot::Id),
        "attributes.*" => Some(Slot::AllAttributes),
        name => name
            .strip_prefix("attributes.")
            .filter(|rest| !rest.is_empty())
            .map(|rest| Slot::Attribute(rest.to_string())),
    }
}

/// What is wrong with one field on its own.
fn fault_of(slot: &Option<Slot>, field: &Mapped, fields: usize) -> Option<(&'static str, &'static str)> {
    let is_type = |wanted| field.kind == ffi::T_ABSENT || field.kind == wanted;
    match slot {
        _ if field.flags & ffi::FF_MANY != 0 => {
            Some(("many_values", "expected one value a record, found a path that yields several"))
        }
        None => Some(("unknown_field", "expected id, attributes.* or attributes.NAME, found another field")),
        Some(Slot::Id) if !is_type(ffi::T_STR) => {
            Some(("wrong_type", "expected id to be a string, found another type"))
        }
        Some(Slot::AllAttributes) if fields > 2 => Some((
            "mixed_fields",
            "expected attributes.* to be the only field beside id, found more: an attribute could stand there twice",
        )),
        Some(Slot::AllAttributes) if !is_type(ffi::T_JSON) => {
            Some(("wrong_type", "expected attributes.* to be an object, found another type"))
        }
        Some(_) => None,
    }
}

/// Reports everything that is wrong with the action and its fields; what it gives is sound if it reported nothing.
pub fn read(found: &mut Findings, action: &[u8], fields: &[Mapped]) -> Vec<Slot> {
    if action != b"send" {
        found.error("/action", "unknown_action", "expected the action send, found another");
    }
    let mut seen = HashSet::new();
    let mut slots = Vec::new();
    for (at, field) in fields.iter().enumerate() {
        let path = format!("/fields/{at}");
        let slot = slot_of(&field.name);
        if let Some((code, message)) = fault_of(&slot, field, fields.len()) {
            found.error(&path, code, message);
        }
        if !seen.insert(&field.name) {
            found.error(&path, "field_twice", "expected each field once, found this one a second time");
        }
        slots.extend(slot);
    }
    if !slots.contains(&Slot::Id) {
        found.error("/fields", "missing_field", "expected the field id to be mapped, found no such field");
    }
    slots
}

#[cfg(test)]
mod tests {
    use super::*;

    fn codes(action: &str, fields: &[(&str, u32)]) -> Vec<&'static str> {
        let mut found = Findings::default();
        let fields: Vec<Mapped> = fields
            .iter()
            .map(|(name, kind)| Mapped { name: name.as_bytes().to_vec(), kind: *kind, flags: 0 })
            .collect();
        let _ = read(&mut found, action.as_bytes(), &fields);
        found.codes()
    }

    #[test]
    fn a_sound_mapping_has_nothing_to_report() {
        assert_eq!(codes("send", &[("id", ffi::T_STR), ("attributes.*", ffi::T_JSON)]), [""; 0]);
        assert_eq!(codes("send", &[("attributes.a", ffi::T_I64), ("id", 0), ("attributes.b", 0)]), [""; 0]);
    }

    #[test]
    fn each_fault_has_its_code() {
        assert_eq!(codes("drop", &[("id", 0)]), ["unknown_action"]);
        assert_eq!(codes("send", &[]), ["missing_field"]);
        assert_eq!(codes("send", &[("id", ffi::T_I64)]), ["wrong_type"]);
        assert_eq!(codes("send", &[("id", 0), ("attributes.", 0)]), ["unknown_field"]);
        assert_eq!(codes("send", &[("id", 0), ("id", 0)]), ["field_twice"]);
        assert_eq!(codes("send", &[("id", 0), ("attributes.*", 0), ("attributes.a", 0)]), ["mixed_fields"]);
    }
}
