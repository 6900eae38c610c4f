//! Lines as NDJSON: one JSON object each.

use serde::Deserialize;
use serde_json::Value;

use super::{Line, Lines};
use crate::{
    content::{ContentError, Registry},
    vocabulary::{FieldErrors, Locale, slug::InvalidLocale},
    words::t,
};

/// The largest line, in bytes.
const MAX_LINE: usize = 2 * 1024 * 1024;

/// A text of lines, kept as it came; a line is read when it is asked for.
pub struct NdJson {
    kinds: Registry,
    text: Vec<u8>,
    /// Where each line that is not blank stands: its number from 1, and its bytes.
    lines: Vec<(usize, std::ops::Range<usize>)>,
}

impl NdJson {
    #[must_use]
    pub fn new(kinds: Registry, text: Vec<u8>) -> Self {
        let mut lines = Vec::new();
        let mut start = 0;
        for (index, line) in text.split(|&byte| byte == b'\n').enumerate() {
            let range = start..start + line.len();
            start = range.end + 1;
            if !line.iter().all(u8::is_ascii_whitespace) {
                lines.push((index + 1, range));
            }
        }
        Self { kinds, text, lines }
    }

    /// Each line's number in the text, from 1.
    pub fn numbers(&self) -> impl Iterator<Item = usize> {
        self.lines.iter().map(|(number, _)| *number)
    }
}

/// A line as it is written.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct Sent {
    external_id: Option<String>,
    kind: String,
    locale: Option<String>,
    slug: Option<String>,
    #[serde(default)]
    content: Value,
    #[serde(default)]
    publish: bool,
}

impl Lines for NdJson {
    fn len(&self) -> usize {
        self.lines.len()
    }

    fn line(&self, index: usize) -> Result<Line, ContentError> {
        let bytes = self.lines.get(index).and_then(|(_, range)| self.text.get(range.clone())).unwrap_or_default();
        read(&self.kinds, bytes)
    }
}

fn read(kinds: &Registry, bytes: &[u8]) -> Result<Line, ContentError> {
    let refuse = |field: &str, code, detail: String| ContentError::Invalid(FieldErrors::one(field, code, detail));
    if bytes.len() > MAX_LINE {
        return Err(refuse("/", "too_long", t!("problem-line-max-line-bytes-most", max_line = MAX_LINE.to_string())));
    }
    let sent: Sent = serde_json::from_slice(bytes)
        .map_err(|error| refuse("/", "malformed", t!("problem-not-line-batch-error", error = error.to_string())))?;
    let kind = kinds.named(&sent.kind);
    let kind =
        kind.ok_or_else(|| refuse("/kind", "unknown_kind", t!("problem-no-kind-2", a = sent.kind.to_string())))?;
    let locale = match sent.locale {
        None => Locale::default(),
        Some(text) => {
            text.parse().map_err(|_: InvalidLocale| refuse("locale", "not_a_locale", t!("problem-not-a-locale")))?
        }
    };
    Ok(Line {
        external_id: sent.external_id,
        kind: kind.spec().name,
        locale,
        slug: sent.slug,
        content: sent.content,
        publish: sent.publish,
    })
}
