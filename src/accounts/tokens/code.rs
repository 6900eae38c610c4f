//! What a token looks like: `glly_`, 256 bits in base64url, and six characters that tell a mistyped one.

use super::super::secret;

const PREFIX: &str = "glly_";
const SECRET: usize = 43;
const CHECKSUM: usize = 6;
/// How much of a token is kept for people to tell it by.
const SHOWN: usize = PREFIX.len() + 4;

pub fn issue() -> String {
    let body = format!("{PREFIX}{}", secret::random());
    let checksum = secret::checksum(&body, CHECKSUM);
    body + &checksum
}

/// The beginning of a token, which tells it apart and opens nothing.
pub fn shown(token: &str) -> String {
    token.chars().take(SHOWN).collect()
}

/// Whether a text can be a token at all, without asking the database.
pub fn is_well_formed(text: &str) -> bool {
    let right_length = text.is_ascii() && text.len() == PREFIX.len() + SECRET + CHECKSUM;
    let split = text.split_at_checked(PREFIX.len() + SECRET).filter(|_| right_length && text.starts_with(PREFIX));
    split.is_some_and(|(body, checksum)| secret::checksum(body, CHECKSUM) == checksum)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_token_is_told_without_the_database() {
        let token = issue();
        assert_eq!(token.len(), 54);
        assert!(is_well_formed(&token));
        let mut wrong = token.clone().into_bytes();
        wrong[20] = if wrong[20] == b'a' { b'b' } else { b'a' };
        assert!(!is_well_formed(&String::from_utf8(wrong).unwrap()));
        for bad in ["", "glly_", &token[1..], &format!("{token}x"), &token.replace("glly_", "gxly_"), "é"] {
            assert!(!is_well_formed(bad), "{bad:?}");
        }
        assert!(token.starts_with(&shown(&token)) && shown(&token).len() == SHOWN);
    }
}
