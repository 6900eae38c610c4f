//! Whether the client already has what it asks for (RFC 9110, section 13).

use axum::http::{HeaderMap, HeaderValue, header};

use crate::vocabulary::Time;

/// A time as HTTP writes it: `Sun, 06 Nov 1994 08:49:37 GMT` (section 5.6.7).
pub fn http_date(time: Time) -> Option<HeaderValue> {
    time.format("%a, %d %b %Y %H:%M:%S GMT").to_string().try_into().ok()
}

/// Whether the answer is `304`: by the entity tags when there are any, else by the date.
pub fn not_modified(asked: &HeaderMap, etag: &HeaderValue, modified: Option<Time>) -> bool {
    let mut tags = asked.get_all(header::IF_NONE_MATCH).iter().peekable();
    if tags.peek().is_some() {
        return tags.any(|tags| names(tags, etag));
    }
    let since = asked.get(header::IF_MODIFIED_SINCE).and_then(|since| since.to_str().ok()).and_then(seconds);
    since.zip(modified).is_some_and(|(since, modified)| modified.timestamp() <= since)
}

/// Weak comparison (section 8.8.3.2): a cache on the way may have marked our tag as weak.
fn names(tags: &HeaderValue, etag: &HeaderValue) -> bool {
    let mut tags = tags.as_bytes().split(|byte| *byte == b',').map(<[u8]>::trim_ascii);
    tags.any(|tag| tag == b"*" || tag.strip_prefix(b"W/").unwrap_or(tag) == etag.as_bytes())
}

/// The form that every client sends today; the two older ones count as no date.
fn seconds(date: &str) -> Option<i64> {
    let date = date.strip_suffix(" GMT")?;
    let date = chrono::NaiveDateTime::parse_from_str(date, "%a, %d %b %Y %H:%M:%S").ok()?;
    Some(date.and_utc().timestamp())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn not_modified_for(name: &'static str, value: &str) -> bool {
        let modified = Time::from_timestamp(784_111_777, 900).unwrap();
        let asked = HeaderMap::from_iter([(name.parse().unwrap(), value.parse().unwrap())]);
        not_modified(&asked, &HeaderValue::from_static("\"abc-br\""), Some(modified))
    }

    #[test]
    fn another_tag_or_an_older_date_gets_the_answer() {
        assert!(!not_modified_for("if-none-match", "\"abc\""));
        assert!(!not_modified_for("if-none-match", "abc-br"));
        assert!(!not_modified_for("if-modified-since", "Sun, 06 Nov 1994 08:49:36 GMT"));
        assert!(!not_modified_for("if-modified-since", "yesterday"));
        assert!(!not_modified_for("accept", "*"));
    }

    #[test]
    fn the_same_tag_or_date_needs_no_answer() {
        assert!(not_modified_for("if-none-match", "\"abc-br\""));
        assert!(not_modified_for("if-none-match", "\"x\", W/\"abc-br\""));
        assert!(not_modified_for("if-none-match", "*"));
        assert!(not_modified_for("if-modified-since", "Sun, 06 Nov 1994 08:49:37 GMT"));
    }

    #[test]
    fn a_tag_outweighs_a_date() {
        let time = Time::from_timestamp(784_111_777, 0).unwrap();
        let asked = HeaderMap::from_iter([
            (header::IF_NONE_MATCH, HeaderValue::from_static("\"other\"")),
            (header::IF_MODIFIED_SINCE, http_date(time).unwrap()),
        ]);
        assert!(!not_modified(&asked, &HeaderValue::from_static("\"abc\""), Some(time)));
    }
}
