//! Parts of an address, put into its pattern.

use std::fmt::Display;

/// The pattern with these in its places.
pub fn fill(pattern: &str, parts: &[&dyn Display]) -> String {
    let mut parts = parts.iter();
    let mut path = String::with_capacity(pattern.len() + 40);
    for segment in pattern.split('/').skip(1) {
        path.push('/');
        match parts.as_slice() {
            [part, ..] if segment.starts_with('{') => {
                path.push_str(&encode(&part.to_string()));
                parts.next();
            }
            _ => path.push_str(segment),
        }
    }
    path
}

/// Everything but the unreserved characters of RFC 3986 in `%XX`.
pub fn encode(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}
