//! Secrets that the server makes: 256 random bits as text, and the digest that is stored in their stead.

use base64::{Engine as _, engine::general_purpose::URL_SAFE_NO_PAD};
use sha2::{Digest as _, Sha256};

/// 256 random bits in base64url: 43 characters.
pub fn random() -> String {
    let mut bytes = [0_u8; 32];
    rand::fill(&mut bytes);
    URL_SAFE_NO_PAD.encode(bytes)
}

/// Hexadecimal SHA-256. Enough for secrets of full entropy; passwords have a hash of their own.
pub fn digest(text: &str) -> String {
    Sha256::digest(text).iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The first `length` characters of the SHA-256 in base64url, to tell a mistyped secret from a wrong one.
pub fn checksum(text: &str, length: usize) -> String {
    URL_SAFE_NO_PAD.encode(Sha256::digest(text)).chars().take(length).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_the_known_one() {
        assert_eq!(digest("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assert_eq!(random().len(), 43);
        assert_ne!(random(), random());
        assert_eq!(checksum("abc", 6), "ungWv4");
    }
}
