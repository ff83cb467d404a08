//! The bytes that are sent for a record. Pure.

use crate::settings::Endpoint;

/// Can a header hold it? A line end would begin another header.
pub fn is_header_value(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte > b' ' && byte <= b'~')
}

/// POST /records HTTP/1.1
/// Host: 127.0.0.1:8080
/// Authorization: Bearer <token>   if there is one; is_header_value() holds for it
/// Idempotency-Key: <id>           what is not a letter, a digit or one of -._~ as %XX
pub fn request_of(to: &Endpoint, token: Option<&str>, id: &[u8], body: &str) -> Vec<u8> {
    let mut head = format!("POST {} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n", to.path, to.authority);
    head.push_str("Content-Type: application/json\r\n");
    head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    if let Some(token) = token {
        head.push_str(&format!("Authorization: Bearer {token}\r\n"));
    }
    head.push_str(&format!("Idempotency-Key: {}\r\n\r\n", percent_encoded(id)));
    head.push_str(body);
    head.into_bytes()
}

fn percent_encoded(text: &[u8]) -> String {
    let mut encoded = String::new();
    for byte in text {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(byte) {
            encoded.push(*byte as char);
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::settings::parse_endpoint;

    #[test]
    fn a_request_holds_no_line_that_is_not_its_own() {
        let to = parse_endpoint("http://127.0.0.1:1/r").unwrap();
        let request = request_of(&to, Some("t"), b"a b\r\n", "{}");
        assert_eq!(
            String::from_utf8(request).unwrap(),
            "POST /r HTTP/1.1\r\nHost: 127.0.0.1:1\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Content-Length: 2\r\nAuthorization: Bearer t\r\nIdempotency-Key: a%20b%0D%0A\r\n\r\n{}"
        );
        assert!(is_header_value("abc") && !is_header_value("a\nb") && !is_header_value(""));
    }
}
