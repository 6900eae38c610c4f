//! Why a request to another server has no answer.

use std::{error::Error, io};

/// What went wrong, as far as whoever asked can do something about it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutboundError {
    #[error("not an http or https address, or one with a user name in it")]
    Unusable,
    /// Neither public nor allowed by the operator.
    #[error("{0} is no public address")]
    Refused(String),
    #[error("no server has this name")]
    NameNotFound,
    #[error("the server takes no connections")]
    ConnectionRefused,
    #[error("no answer in time")]
    TimedOut,
    /// The certificate or the handshake; says which.
    #[error("no secure connection: {0}")]
    Tls(String),
    #[error("too many redirects")]
    TooManyRedirects,
    /// Anything else, such as an answer that is not HTTP.
    #[error("{0}")]
    Broken(String),
}

/// What the resolver found: carried through the client's own error.
#[derive(Debug, thiserror::Error)]
#[error(transparent)]
pub(super) struct Unresolved(pub OutboundError);

impl From<reqwest::Error> for OutboundError {
    fn from(error: reqwest::Error) -> Self {
        if error.is_timeout() {
            return Self::TimedOut;
        }
        let mut cause: Option<&(dyn Error + 'static)> = Some(&error);
        let mut deepest = String::new();
        while let Some(one) = cause {
            if let Some(Unresolved(why)) = one.downcast_ref() {
                return why.clone();
            }
            if let Some(why) = one.downcast_ref::<rustls::Error>() {
                return Self::Tls(why.to_string());
            }
            let failed = one.downcast_ref::<io::Error>();
            match failed.map(io::Error::kind) {
                Some(io::ErrorKind::ConnectionRefused) => return Self::ConnectionRefused,
                Some(io::ErrorKind::TimedOut) => return Self::TimedOut,
                _ => {}
            }
            deepest = one.to_string();
            // What an `io::Error` is made around is not what it gives as its source.
            let within = failed.and_then(|failed| failed.get_ref()).map(|within| within as &(dyn Error + 'static));
            cause = within.or_else(|| one.source());
        }
        Self::Broken(deepest)
    }
}
