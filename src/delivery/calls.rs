//! Every call of the readers' API, as data: what is routed is what is described.

use super::{answers::Endpoint, site::About};
use crate::{paths::API, vocabulary::KindSpec};

/// One address, and what answers there.
pub struct Call {
    /// As the router writes it: `/api/v1/articles/{name}`.
    pub path: String,
    pub endpoint: Endpoint,
}

/// The calls that there are, for these kinds.
#[must_use]
pub fn calls(kinds: &[KindSpec]) -> Vec<Call> {
    let call = |path: String, endpoint| Call { path, endpoint };
    let mut calls = Vec::new();
    for spec in kinds {
        calls.push(call(format!("{API}/{}", spec.plural), Endpoint::List(*spec)));
        calls.push(call(format!("{API}/{}/{{name}}", spec.plural), Endpoint::One(*spec)));
    }
    calls.push(call(format!("{API}/resolve"), Endpoint::Resolve));
    calls.push(call(format!("{API}/search"), Endpoint::Search));
    calls.push(call(format!("{API}/answers"), Endpoint::Answers));
    calls.extend(About::ALL.map(|about| call(format!("{API}/{}", about.name()), Endpoint::About(about))));
    calls
}
