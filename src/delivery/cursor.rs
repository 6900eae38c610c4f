//! Cursors: where somebody stands in a list, and which moment of the catalog they are reading.
//!
//! A cursor names the last entry that was shown and the catalog version at which the reading began. The entry's place
//! is the one that it had then, so what is published meanwhile moves nothing.

use std::fmt;

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};
use uuid::Uuid;

use crate::vocabulary::{CatalogVersion, EntryId};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Cursor {
    pub version: CatalogVersion,
    pub last: EntryId,
    /// Of the query that it goes on with.
    pub digest: u64,
}

const BYTES: usize = 8 + 16 + 8;

impl Cursor {
    /// Reads what [`Display`](fmt::Display) wrote for the same query.
    ///
    /// # Errors
    /// A code and words, when it is no cursor or that of another query.
    pub fn read(text: &str, digest: u64) -> Result<Self, (&'static str, &'static str)> {
        let bytes = URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| <[u8; BYTES]>::try_from(bytes).ok());
        let cursor = bytes.and_then(|bytes| Self::of(&bytes));
        let cursor = cursor.ok_or(("invalid_cursor", "this is no cursor: take nextCursor of an answer as it is"))?;
        if cursor.digest == digest {
            Ok(cursor)
        } else {
            Err(("other_query", "this cursor is of another query: filters, sort and locale must stay as they were"))
        }
    }

    fn of(bytes: &[u8; BYTES]) -> Option<Self> {
        let (version, rest) = bytes.split_first_chunk::<8>()?;
        let (last, rest) = rest.split_first_chunk::<16>()?;
        let version = CatalogVersion(i64::from_be_bytes(*version));
        let digest = u64::from_be_bytes(*rest.first_chunk::<8>()?);
        Some(Self { version, last: EntryId(Uuid::from_bytes(*last)), digest })
    }

    /// Tells one query from another.
    #[must_use]
    pub fn digest(query: &str) -> u64 {
        Sha256::digest(query.as_bytes()).first_chunk::<8>().map_or(0, |bytes| u64::from_be_bytes(*bytes))
    }
}

impl fmt::Display for Cursor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut bytes = [0; BYTES];
        let parts =
            self.version.0.to_be_bytes().into_iter().chain(*self.last.0.as_bytes()).chain(self.digest.to_be_bytes());
        bytes.iter_mut().zip(parts).for_each(|(byte, part)| *byte = part);
        f.write_str(&URL_SAFE_NO_PAD.encode(bytes))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_reads_back_for_its_own_query_alone() {
        let cursor = Cursor { version: CatalogVersion(7), last: EntryId::new(), digest: 99 };
        assert_eq!(Cursor::read(&cursor.to_string(), 99), Ok(cursor));
        assert_eq!(Cursor::read(&cursor.to_string(), 98).unwrap_err().0, "other_query");
        for bad in ["", "x", "7", &cursor.to_string()[1..], &"A".repeat(44)] {
            assert_eq!(Cursor::read(bad, 99).unwrap_err().0, "invalid_cursor", "{bad}");
        }
    }
}
