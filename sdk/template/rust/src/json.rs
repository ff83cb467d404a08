//! JSON: a strict reader of what comes over the wall, and a writer of strings. A larger plugin takes a crate instead. Pure.

const MOST_LEVELS: usize = 32;

/// Is it one value and nothing more: RFC 8259, at most 32 levels deep?
pub fn is_valid(text: &str) -> bool {
    let mut reader = Reader { left: text };
    reader.value(MOST_LEVELS) && reader.left.is_empty()
}

/// The members of a valid object, keys without escapes, values as raw text; None if it is no object.
pub fn members(object: &str) -> Option<Vec<(String, &str)>> {
    let mut reader = Reader { left: object };
    let mut found = Vec::new();
    reader.space();
    if !reader.one_of("{") {
        return None;
    }
    reader.space();
    while !reader.one_of("}") {
        let key = reader.taken(|reader| reader.string())?;
        reader.space();
        reader.one_of(":");
        let value = reader.taken(|reader| reader.value(MOST_LEVELS))?;
        found.push((string(key).unwrap_or_default(), value.trim()));
        reader.one_of(",");
        reader.space();
    }
    Some(found)
}

/// The string that `value` is, without escapes; None if it is no string, or has an escape by number: names and addresses
/// have none.
pub fn string(value: &str) -> Option<String> {
    let inner = value.strip_prefix('"')?.strip_suffix('"')?;
    let mut text = String::new();
    let mut left = inner.chars();
    while let Some(next) = left.next() {
        text.push(if next == '\\' { left.next().filter(|escaped| "\"\\/".contains(*escaped))? } else { next });
    }
    Some(text)
}

/// Appends `text` as a JSON string.
pub fn append_string(to: &mut String, text: &str) {
    to.push('"');
    for next in text.chars() {
        match next {
            '"' | '\\' => {
                to.push('\\');
                to.push(next);
            }
            '\0'..='\x1F' => to.push_str(&format!("\\u{:04x}", next as u32)),
            _ => to.push(next),
        }
    }
    to.push('"');
}

/// What is still to be read. Each function moves past what it names and says whether it was there.
struct Reader<'a> {
    left: &'a str,
}

impl<'a> Reader<'a> {
    /// The text that `read` moved past.
    fn taken(&mut self, read: impl FnOnce(&mut Self) -> bool) -> Option<&'a str> {
        let before = self.left;
        let is_there = read(self);
        is_there.then(|| &before[..before.len() - self.left.len()])
    }

    /// One of these ASCII characters.
    fn one_of(&mut self, wanted: &str) -> bool {
        let found = self.left.chars().next().map_or(false, |next| wanted.contains(next));
        if found {
            self.left = &self.left[1..];
        }
        found
    }

    fn word(&mut self, wanted: &str) -> bool {
        let rest = self.left.strip_prefix(wanted);
        self.left = rest.unwrap_or(self.left);
        rest.is_some()
    }

    fn space(&mut self) {
        while self.one_of(" \t\n\r") {}
    }

    fn digits(&mut self) -> bool {
        let before = self.left.len();
        while self.one_of("0123456789") {}
        self.left.len() < before
    }

    fn number(&mut self) -> bool {
        self.one_of("-");
        if !self.one_of("0") && !self.digits() {
            return false;
        }
        if self.one_of(".") && !self.digits() {
            return false;
        }
        if self.one_of("eE") {
            self.one_of("+-");
            return self.digits();
        }
        true
    }

    fn string(&mut self) -> bool {
        if !self.one_of("\"") {
            return false;
        }
        while let Some(next) = self.left.chars().next() {
            self.left = &self.left[next.len_utf8()..];
            let is_sound = match next {
                '"' => return true,
                '\\' => self.escape(),
                _ => next >= ' ',
            };
            if !is_sound {
                return false;
            }
        }
        false
    }

    fn escape(&mut self) -> bool {
        if !self.one_of("u") {
            return self.one_of("\"\\/bfnrt");
        }
        (0..4).all(|_| self.one_of("0123456789abcdefABCDEF"))
    }

    /// Past the members of an object or the elements of an array, whose first bracket is behind.
    fn rest(&mut self, last: &str, levels: usize) -> bool {
        self.space();
        if self.one_of(last) {
            return true;
        }
        loop {
            if last == "}" {
                self.space();
                if !self.string() {
                    return false;
                }
                self.space();
                if !self.one_of(":") {
                    return false;
                }
            }
            if !self.value(levels) {
                return false;
            }
            if !self.one_of(",") {
                return self.one_of(last);
            }
        }
    }

    fn value(&mut self, levels: usize) -> bool {
        if levels == 0 {
            return false;
        }
        self.space();
        let is_value = if self.left.starts_with('"') {
            self.string()
        } else if self.one_of("{") {
            self.rest("}", levels - 1)
        } else if self.one_of("[") {
            self.rest("]", levels - 1)
        } else {
            self.word("true") || self.word("false") || self.word("null") || self.number()
        };
        self.space();
        is_value
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_reader_takes_json_and_nothing_else() {
        assert!(is_valid(r#"{"a":[1,-0.5e+3,true,null,"\u00e9\n"], "b" : {}}"#));
        for wrong in ["", r#"{"a":1,}"#, r#"{"a" 1}"#, "[1] 2", "01", r#""\x""#, "\"unended", "\"\n\""] {
            assert!(!is_valid(wrong), "{wrong}");
        }
        assert!(!is_valid(&("[".repeat(50) + &"]".repeat(50))));
    }

    #[test]
    fn members_keep_their_raw_values() {
        let found = members(r#" {"a": {"b": 1} , "c\/": "d\\e"} "#).unwrap();
        assert_eq!(found, [("a".to_string(), r#"{"b": 1}"#), ("c/".to_string(), r#""d\\e""#)]);
        assert_eq!(string(found[1].1), Some(r"d\e".to_string()));
        assert_eq!(members("[1]"), None);
    }

    #[test]
    fn a_string_is_written_with_its_escapes() {
        let mut text = String::new();
        append_string(&mut text, "a\"\\\r\né");
        assert_eq!(text, "\"a\\\"\\\\\\u000d\\u000aé\"");
    }
}
