//! The configuration of a destination, read and checked. Pure.

use crate::findings::Findings;
use crate::json;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr};

/// Where requests go. Plain HTTP sends the token in clear, so it stays on this machine.
#[derive(Clone, Debug, PartialEq)]
pub struct Endpoint {
    pub address: SocketAddr,
    pub authority: String, // "127.0.0.1:8080", as it was written
    pub path: String,      // "/records"; printable ASCII
}

#[derive(Clone, Debug, PartialEq)]
pub struct Settings {
    pub endpoint: Endpoint,
    pub token: Option<String>, // the secret's name, for Host::secret
}

/// Takes http://127.0.0.1:8080/records, http://localhost, http://[::1]:8080; None of anything else.
pub fn parse_endpoint(url: &str) -> Option<Endpoint> {
    let v4 = IpAddr::V4(Ipv4Addr::LOCALHOST);
    let hosts = [("127.0.0.1", v4), ("localhost", v4), ("[::1]", IpAddr::V6(Ipv6Addr::LOCALHOST))];
    let rest = url.strip_prefix("http://")?;
    let (authority, path) = rest.split_at(rest.find('/').unwrap_or(rest.len()));
    let (name, ip) = hosts.iter().find(|(name, _)| authority.starts_with(name))?;
    let port = match &authority[name.len()..] {
        "" => 80,
        text => text.strip_prefix(':').filter(|digits| !digits.starts_with('+'))?.parse::<u16>().ok()?,
    };
    if port == 0 || !path.bytes().all(|byte| byte > b' ' && byte <= b'~' && byte != b'#') {
        return None;
    }
    Some(Endpoint {
        address: SocketAddr::new(*ip, port),
        authority: authority.to_string(),
        path: if path.is_empty() { "/".to_string() } else { path.to_string() },
    })
}

/// {"$secret": "name"}
fn secret_name(value: &str) -> Option<String> {
    let members = json::members(value)?;
    match members.as_slice() {
        [(key, name)] if key == "$secret" => json::string(name).filter(|name| !name.is_empty()),
        _ => None,
    }
}

/// Reports everything that is wrong with the configuration; None if it has no endpoint.
pub fn read(found: &mut Findings, config: &str) -> Option<Settings> {
    let members = if json::is_valid(config) { json::members(config) } else { None };
    let mut endpoint = None;
    let mut token = None;
    if members.is_none() {
        found.error("/config", "not_an_object", "expected the config to be a JSON object, found something else");
    }
    let has_endpoint = members.iter().flatten().any(|(name, _)| name == "endpoint");
    for (name, value) in members.unwrap_or_default() {
        match name.as_str() {
            "endpoint" => endpoint = json::string(value).and_then(|url| parse_endpoint(&url)),
            "token" => {
                token = secret_name(value);
                if token.is_none() {
                    let message = "expected a reference to a secret ({env: ...} or {file: ...}), found something else";
                    found.error("/config/token", "not_a_secret", message);
                }
            }
            _ => found.error("/config", "unknown_setting", "expected endpoint and token, found another setting"),
        }
    }
    if endpoint.is_none() && has_endpoint {
        let message =
            "expected http:// and a loopback address, like http://127.0.0.1:8080/records, found something else";
        found.error("/config/endpoint", "bad_endpoint", message);
    } else if endpoint.is_none() {
        found.error("/config/endpoint", "missing_setting", "expected an endpoint, found none");
    }
    Some(Settings { endpoint: endpoint?, token })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_endpoint_is_on_this_machine() {
        let endpoint = parse_endpoint("http://127.0.0.1:8080/records").unwrap();
        assert_eq!((endpoint.address.port(), endpoint.path.as_str()), (8080, "/records"));
        assert_eq!(endpoint.authority, "127.0.0.1:8080");
        assert_eq!(parse_endpoint("http://localhost").unwrap().path, "/");
        assert!(parse_endpoint("http://[::1]:1/").unwrap().address.is_ipv6());
        for wrong in [
            "",
            "https://127.0.0.1/",
            "http://127.0.0.1.example.com/",
            "http://127.0.0.1:99999/",
            "http://127.0.0.1:+80/",
            "http://127.0.0.1:/",
            "http://127.0.0.1/a b",
            "http://127.0.0.1/a\r\nX: y",
        ] {
            assert_eq!(parse_endpoint(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn everything_wrong_is_said() {
        let codes = |config: &str| {
            let mut found = Findings::default();
            let _ = read(&mut found, config);
            found.codes()
        };
        assert_eq!(codes(r#"{"endpoint":"http://localhost","token":{"$secret":"t"}}"#), [""; 0]);
        assert_eq!(codes(r#"{"endpoint":1,"token":"t","x":2}"#), ["not_a_secret", "unknown_setting", "bad_endpoint"]);
        assert_eq!(codes("{}"), ["missing_setting"]);
        assert_eq!(codes("nonsense"), ["not_an_object", "missing_setting"]);
    }
}
