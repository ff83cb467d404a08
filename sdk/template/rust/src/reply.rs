//! The head of a reply, as it is read. Pure.

#[derive(Clone, Debug, PartialEq)]
pub struct Reply {
    pub status: u16,         // 200 to 599
    pub retry_after: String, // as it stood; "": none
}

#[derive(Clone, Debug, PartialEq)]
pub enum Head {
    Whole(Reply),
    Unfinished,
    Wrong,
}

/// Reads the head of a reply from its first bytes, past those with 1xx.
pub fn read_head(mut bytes: &[u8]) -> Head {
    while let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
        let head = String::from_utf8_lossy(&bytes[..end]).into_owned();
        match status_of(&head) {
            Some(100..=199) => bytes = &bytes[end + 4..], // the reply itself is still to come
            Some(status @ 200..=599) => return Head::Whole(Reply { status, retry_after: retry_after_of(&head) }),
            _ => return Head::Wrong,
        }
    }
    Head::Unfinished
}

/// "HTTP/1.1 204 No Content"
fn status_of(head: &str) -> Option<u16> {
    let line = head.split("\r\n").next()?;
    let rest = line.strip_prefix("HTTP/1.0 ").or_else(|| line.strip_prefix("HTTP/1.1 "))?;
    let status = rest.split(' ').next()?;
    if status.len() != 3 {
        return None;
    }
    status.parse().ok()
}

fn retry_after_of(head: &str) -> String {
    let mut lines = head.split("\r\n").filter_map(|line| line.split_once(':'));
    let found = lines.find(|(name, _)| name.eq_ignore_ascii_case("retry-after"));
    found.map_or(String::new(), |(_, value)| value.trim().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_is_read_whole_or_not_at_all() {
        let whole = |status, retry_after: &str| Head::Whole(Reply { status, retry_after: retry_after.to_string() });
        assert_eq!(read_head(b"HTTP/1.1 200 OK\r\n"), Head::Unfinished);
        assert_eq!(read_head(b"HTTP/1.1 200 OK\r\nretry-AFTER:  7\r\n\r\n"), whole(200, "7"));
        assert_eq!(read_head(b"HTTP/1.1 103 Early Hints\r\n\r\n"), Head::Unfinished);
        assert_eq!(read_head(b"HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 204 \r\n\r\n"), whole(204, ""));
        assert_eq!(read_head(b"SSH-2.0-OpenSSH_9.2p1 Debian\r\n\r\n"), Head::Wrong);
        assert_eq!(read_head(b"HTTP/1.1 999 Odd\r\n\r\n"), Head::Wrong);
    }
}
