//! What a preview token looks like: what it is good for, and a MAC over that (RFC 2104 with SHA-256), in base64url.
//!
//! It says which entry it shows, until when, who vouches for it and, where it can be revoked, which link it is. Nothing
//! of it is secret but that nobody without the key can make one.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use uuid::Uuid;

use crate::vocabulary::{EntryId, PersonId, PreviewLinkId, Time};

/// The first byte; another layout takes another one.
const LAYOUT: u8 = 1;
const CLAIMS: usize = 1 + 16 + 16 + 16 + 8;
const MAC: usize = 32;

/// What a token says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claims {
    pub entry: EntryId,
    /// With whose eyes the draft is seen: what they may not see, it does not show.
    pub person: PersonId,
    /// `None`: made for a look of this person's own, and not to be revoked but by time.
    pub link: Option<PreviewLinkId>,
    /// To the second.
    pub expires_at: Time,
}

/// Signs tokens and tells its own.
#[derive(Clone)]
pub struct Signer(Hmac<Sha256>);

impl Signer {
    /// `None` for a key that is none.
    pub fn new(key: &[u8]) -> Option<Self> {
        if key.len() < MAC {
            return None;
        }
        Hmac::new_from_slice(key).ok().map(Self)
    }

    pub fn sign(&self, claims: &Claims) -> String {
        let mut bytes = claims.to_bytes();
        let mac = self.0.clone().chain_update(&bytes).finalize();
        bytes.extend_from_slice(&mac.into_bytes());
        URL_SAFE_NO_PAD.encode(bytes)
    }

    /// What a token of this key says; whether it still holds is for others to say.
    pub fn read(&self, token: &str) -> Option<Claims> {
        // Before any work is done for it.
        if token.len() != (CLAIMS + MAC) * 4_usize / 3 + 1 {
            return None;
        }
        let bytes = URL_SAFE_NO_PAD.decode(token).ok()?;
        let (claims, mac) = bytes.split_at_checked(CLAIMS)?;
        // In constant time.
        self.0.clone().chain_update(claims).verify_slice(mac).ok()?;
        Claims::of_bytes(claims)
    }
}

impl Claims {
    fn to_bytes(self) -> Vec<u8> {
        let link = self.link.map_or(Uuid::nil(), |link| link.0);
        let mut bytes = vec![LAYOUT];
        for id in [self.entry.0, self.person.0, link] {
            bytes.extend_from_slice(id.as_bytes());
        }
        bytes.extend_from_slice(&self.expires_at.timestamp().to_be_bytes());
        bytes
    }

    fn of_bytes(bytes: &[u8]) -> Option<Self> {
        let (&layout, rest) = bytes.split_first()?;
        let (ids, seconds) = rest.split_at_checked(48)?;
        let id = |at: usize| ids.get(at..at + 16).and_then(|bytes| Uuid::from_slice(bytes).ok());
        let link = id(32)?;
        let claims = Self {
            entry: EntryId(id(0)?),
            person: PersonId(id(16)?),
            link: (!link.is_nil()).then_some(PreviewLinkId(link)),
            expires_at: Time::from_timestamp(i64::from_be_bytes(seconds.try_into().ok()?), 0)?,
        };
        (layout == LAYOUT).then_some(claims)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn signer(byte: u8) -> Signer {
        Signer::new(&[byte; 32]).unwrap()
    }

    fn claims(link: Option<PreviewLinkId>) -> Claims {
        let expires_at = "2026-11-27T12:00:00Z".parse().unwrap();
        Claims { entry: EntryId::new(), person: PersonId::new(), link, expires_at }
    }

    #[test]
    fn a_token_that_was_touched_is_nobodys() {
        let signer = signer(7);
        let token = signer.sign(&claims(None));
        for at in 0..token.len() {
            let mut touched = token.clone().into_bytes();
            touched[at] = if touched[at] == b'A' { b'B' } else { b'A' };
            if touched != token.as_bytes() {
                assert_eq!(signer.read(std::str::from_utf8(&touched).unwrap()), None, "{at}");
            }
        }
        for bad in ["", "x", &token[1..], &format!("{token}A"), &format!("{token}="), &"é".repeat(60)] {
            assert_eq!(signer.read(bad), None, "{bad}");
        }
        assert_eq!(super::tests::signer(8).read(&token), None);
        assert!(Signer::new(b"short").is_none());
    }

    #[test]
    fn a_token_says_what_was_signed() {
        for claims in [claims(None), claims(Some(PreviewLinkId::new()))] {
            let token = signer(7).sign(&claims);
            assert_eq!(signer(7).read(&token), Some(claims));
            assert!(token.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte)));
        }
    }
}
