//! Addresses that documents and settings contain: which of them a page may link to, and what to call them.

/// Whether a browser would open this as a page: `http://` or `https://` in lower case, then a host, without white space
/// or control characters, which browsers drop.
///
/// ```
/// use karez::corpus::address::is_web_address;
///
/// assert!(is_web_address("https://example.org/a"));
/// assert!(!is_web_address("javascript:alert(1)") && !is_web_address("https://"));
/// ```
pub fn is_web_address(text: &str) -> bool {
    let has_host = |rest: &str| rest.starts_with(|c: char| c.is_alphanumeric() || c == '[');
    after_scheme(text).is_some_and(has_host) && !text.contains(|c: char| c.is_whitespace() || c.is_control())
}

/// The host of a web address as readers know it, `reuters.com`: without `www.`, port and user name. `None` for anything
/// else.
pub fn host(address: &str) -> Option<&str> {
    let rest = after_scheme(address).filter(|_| is_web_address(address))?;
    // Browsers take a backslash for a slash. What stands before an @ only looks like a host.
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let host =
        host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit())).map_or(host, |(h, _)| h);
    let host = host.strip_prefix("www.").unwrap_or(host);
    Some(host).filter(|host| !host.is_empty())
}

fn after_scheme(text: &str) -> Option<&str> {
    text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_host_is_where_the_browser_goes() {
        let cases = [
            ("https://www.reuters.com/world/a?b#c", Some("reuters.com")),
            ("http://example.org:8080", Some("example.org")),
            ("https://reuters.com@example.org/", Some("example.org")),
            ("https://example.org\\@reuters.com", Some("example.org")),
            ("http://[::1]:80/", Some("[::1]")),
            ("http://[::1]/", Some("[::1]")),
            ("https://例子.example/", Some("例子.example")),
            ("https://reuters.com\t.example.org/", None),
            ("ftp://example.org", None),
            ("https:///a", None),
            ("javascript:alert(1)", None),
            ("", None),
        ];
        for (address, expected) in cases {
            assert_eq!(host(address), expected, "{address}");
        }
    }
}
