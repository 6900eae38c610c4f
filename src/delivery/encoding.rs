//! Content codings: which one a request wants (RFC 9110, section 12.5.3) and the bytes in it.

use std::io::Write as _;

use axum::http::{HeaderMap, header};
use bytes::Bytes;

/// A content coding that answers are kept in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    Identity,
    Gzip,
    Brotli,
}

/// The densest level that a miss can wait for: a page of 50 KB takes a few milliseconds, once.
const BROTLI_QUALITY: i32 = 5;

impl Encoding {
    /// The value of `Content-Encoding`; none for the plain bytes.
    pub const fn token(self) -> Option<&'static str> {
        match self {
            Self::Identity => None,
            Self::Gzip => Some("gzip"),
            Self::Brotli => Some("br"),
        }
    }

    /// The coding that the client likes best: br before gzip before none where it likes them alike. When it
    /// refuses all that there is, it gets the plain bytes, as the RFC allows.
    pub fn wanted(headers: &HeaderMap) -> Self {
        let (mut brotli, mut gzip, mut identity, mut any) = (None, None, None, None);
        for value in headers.get_all(header::ACCEPT_ENCODING) {
            // What is not ASCII names no coding.
            for part in value.to_str().unwrap_or_default().split(',') {
                let (coding, weight) = part.split_once(';').unwrap_or((part, ""));
                let coding = coding.trim();
                let place = if coding.eq_ignore_ascii_case("br") {
                    &mut brotli
                } else if coding.eq_ignore_ascii_case("gzip") || coding.eq_ignore_ascii_case("x-gzip") {
                    &mut gzip
                } else if coding.eq_ignore_ascii_case("identity") {
                    &mut identity
                } else if coding == "*" {
                    &mut any
                } else {
                    continue;
                };
                *place = Some(quality(weight));
            }
        }
        let any = any.unwrap_or(0);
        let (brotli, gzip) = (brotli.unwrap_or(any), gzip.unwrap_or(any));
        let identity = identity.unwrap_or(0);
        match brotli.max(gzip) {
            0 => Self::Identity,
            best if best < identity => Self::Identity,
            best if best == brotli => Self::Brotli,
            _ => Self::Gzip,
        }
    }

    /// The bytes in this coding; `None` where that makes them no smaller. Takes time: not on an async thread.
    pub fn encode(self, plain: &Bytes) -> Option<Bytes> {
        let mut coded = Vec::with_capacity(plain.len() / 3);
        let done = match self {
            Self::Identity => return None,
            Self::Gzip => {
                let mut encoder = flate2::write::GzEncoder::new(&mut coded, flate2::Compression::default());
                encoder.write_all(plain).and_then(|()| encoder.finish().map(|_| ()))
            }
            Self::Brotli => {
                let parameters = brotli::enc::BrotliEncoderParams {
                    quality: BROTLI_QUALITY,
                    size_hint: plain.len(),
                    // Larger than the text, it gains nothing and takes megabytes.
                    lgwin: window(plain.len()),
                    ..Default::default()
                };
                brotli::BrotliCompress(&mut plain.as_ref(), &mut coded, &parameters).map(|_| ())
            }
        };
        match done {
            Ok(()) if coded.len() < plain.len() => {
                coded.shrink_to_fit();
                Some(coded.into())
            }
            _ => None,
        }
    }
}

/// The smallest window that holds so many bytes, as the exponent of two that brotli counts by (RFC 7932, section 9.1).
fn window(bytes: usize) -> i32 {
    (10..22).find(|bits| bytes <= (1 << bits) - 16).unwrap_or(22)
}

/// The weight `;q=0.5` in thousandths; what cannot be read counts as a refusal.
fn quality(parameters: &str) -> u16 {
    let mut parameters = parameters.trim().splitn(2, '=');
    match (parameters.next().map(str::trim), parameters.next().map(str::trim)) {
        (Some(""), None) => 1000,
        (Some("q" | "Q"), Some(value)) => match value.parse::<f32>() {
            // Within 0 and 1000, so nothing is cut off.
            Ok(weight) if (0.0..=1.0).contains(&weight) => (weight * 1000.0) as u16,
            _ => 0,
        },
        _ => 0,
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read as _;

    use super::*;

    #[test]
    fn the_client_gets_the_coding_that_it_likes_best() {
        for (asked, wanted) in [
            ("", Encoding::Identity),
            ("gzip, deflate, br", Encoding::Brotli),
            ("gzip", Encoding::Gzip),
            ("GZIP;q=1.0, br; q=0.5", Encoding::Gzip),
            ("br;q=0, *", Encoding::Gzip),
            ("*", Encoding::Brotli),
            ("identity, br;q=0.5", Encoding::Identity),
            ("identity;q=0.5, br;q=0.5", Encoding::Brotli),
            ("br;q=0, gzip;q=0, identity;q=0", Encoding::Identity),
            ("br;q=nonsense", Encoding::Identity),
            ("zstd", Encoding::Identity),
        ] {
            let headers = HeaderMap::from_iter([(header::ACCEPT_ENCODING, asked.parse().unwrap())]);
            assert_eq!(Encoding::wanted(&headers), wanted, "{asked}");
        }
        assert_eq!(Encoding::wanted(&HeaderMap::new()), Encoding::Identity);
    }

    #[test]
    fn a_window_is_as_large_as_the_text() {
        let windows = [0, 1_008, 1_009, 45_000, 65_520, 65_521, 3_000_000, usize::MAX].map(window);
        assert_eq!(windows, [10, 10, 11, 16, 16, 17, 22, 22]);
    }

    #[test]
    fn coded_bytes_read_back() {
        let plain = Bytes::from("the same words again and again ".repeat(50));
        let mut gzip = String::new();
        flate2::read::GzDecoder::new(&*Encoding::Gzip.encode(&plain).unwrap()).read_to_string(&mut gzip).unwrap();
        assert_eq!(gzip.as_bytes(), plain);
        let mut brotli = Vec::new();
        brotli::BrotliDecompress(&mut &*Encoding::Brotli.encode(&plain).unwrap(), &mut brotli).unwrap();
        assert_eq!(brotli, plain);
        assert_eq!(Encoding::Gzip.encode(&Bytes::from_static(b"x")), None);
    }
}
